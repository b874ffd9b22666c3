import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { loadControlContract, type ControlContract } from './control-judge.ts'
import { KEYS, sampleBodies } from './control-samples.ts'
import { JOIN_ROOM, jsonOf, startPlane, type Plane } from './plane.ts'
import type { Received } from './referee.ts'

/** Every operation of the control plane. */
export const contract: readonly ControlContract[] = await loadControlContract()

/** The operations that fit: some always do, or the test would hold nothing. */
export function operationsThat(fit: (operation: ControlContract) => boolean): readonly ControlContract[] {
  const found = contract.filter(fit)
  if (found.length === 0) throw new Error(`no operation fits ${fit.toString()}`)
  return found
}

/** The operation of a name. */
export function operationOf(name: string): ControlContract {
  const found = contract.find(({ id }) => id === name)
  if (!found) throw new Error(`there is no operation ${name}`)
  return found
}

/** Those that are answered without end. */
export const streams: ReadonlySet<string> = new Set(['followAll', 'followWorld'])

/** A control plane with a fresh world `w` for each test, in which a member has a seat. */
export interface Asked {
  readonly plane: Plane
  /** Operation to a body that it takes. */
  readonly bodies: Readonly<Record<string, object>>
  /** The operations that have succeeded so far. */
  readonly answered: Set<string>
  readonly pathOf: (operation: ControlContract, world?: string, key?: string, who?: string) => string
  /** Sends, and holds the answer against the contract; a string is sent as it is. */
  readonly ask: (operation: ControlContract, body?: unknown, path?: string) => Promise<Received>
}

/** Begins one for the tests of a file. */
export function beginAsking(): Asked {
  let plane: Plane
  let bodies: Readonly<Record<string, object>> = {}
  let participant = ''
  let entry = ''
  const answered = new Set<string>()
  beforeAll(async () => void (plane = await startPlane()))
  afterAll(async () => {
    expect(plane.faults).toEqual([])
    await plane[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await plane.control('PUT', '/worlds/w', {})
    await plane.control('DELETE', '/worlds/made')
    const { body } = await plane.call(JOIN_ROOM, { world: 'w', method: 'POST', as: 'member' })
    participant = String(jsonOf({ body })['id'])
    entry = String(jsonOf(await plane.control('GET', '/worlds/w'))['latest'])
    bodies = sampleBodies(JSON.parse((await plane.control('GET', '/worlds/w/snapshot')).body))
  })
  const pathOf: Asked['pathOf'] = ({ path }, world = 'w', key = KEYS[path] ?? '', who = participant) =>
    path
      .replace('{world}', world)
      .replace('{key}', encodeURIComponent(key))
      .replace('{n}', entry)
      .replace('{participant}', encodeURIComponent(who))
  return {
    get plane() {
      return plane
    },
    get bodies() {
      return bodies
    },
    answered,
    pathOf,
    async ask(operation, body, path = pathOf(operation)) {
      const answer = await plane.control(operation.method, path, body)
      operation.judge(answer)
      if (answer.status < 300) answered.add(operation.id)
      return answer
    },
  }
}

/** 400 with a pointer of this form, and what was expected there; a failure shows what was sent, where that is told. */
export async function refused(
  answer: Promise<Received>,
  pointer: RegExp | string,
  sent = '',
): Promise<Record<string, unknown>> {
  const { status, headers, body } = await answer
  const shown = `${sent.slice(0, 200)} ${body}`
  expect([status, headers['content-type']], shown).toEqual([400, 'application/problem+json'])
  const problem = jsonOf({ body })
  if (typeof pointer === 'string') expect(problem['pointer'], shown).toBe(pointer)
  else expect(problem['pointer'], shown).toMatch(pointer)
  expect(problem['expected'], shown).toMatch(/\w{3}/)
  expect(problem['detail'], shown).toContain(String(problem['expected']))
  return problem
}
