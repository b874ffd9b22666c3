import { isDeepStrictEqual } from 'node:util'
import type { Case, CaseCall } from '../../src/contract/model/case.ts'
import { NAME, toWireRequest, type WireRequest } from '../../src/contract/model/case-request.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { Edition, OperationId } from '../../src/contract/compiled/types.ts'
import type { Face } from '../../src/contract/model/face.ts'
import { createMock } from '../../src/in-process.ts'
import type { MockOptions } from '../../src/mock/core.ts'
import { operations } from '../../src/mock/operations.ts'
import { reservedValues } from '../../src/mock/overview/reserved-values.ts'
import { planOf } from '../../src/verify/plan/plan.ts'
import { setClock, type SetClock } from '../../src/world/clock.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import type { Received } from './referee.ts'
import { received, toRequest, type Opened } from './transports.ts'

const seed = seeds.documented

/** The editions of the documents. */
export const editions: readonly Edition[] = ['current', '2022']

/** A mock that answers the same every time. */
export const fixed = (edition: Edition): MockOptions & { readonly clock: SetClock } => ({
  edition,
  clock: setClock(Date.parse(seed.instant)),
  salt: 'test',
})

/** What stands in an edition for an operation. Throws where nothing does. */
export const faceOf = (edition: Edition, operation: string): Face =>
  must(faces[edition].find((face) => face.operation === operation))

/** Whether an operation is in an edition what it is in the current one: its cases say nothing new there. */
export const isRepeated = (edition: Edition, operation: string): boolean =>
  edition !== 'current' &&
  isDeepStrictEqual({ ...faceOf(edition, operation), edition: '' }, { ...faceOf('current', operation), edition: '' })

/** `full` for what says nothing new of an operation in this edition, and for those of real servers, which have tests of their own. */
export const tagsOf = (edition: Edition, operation: string): string[] =>
  !editions.includes(edition) || isRepeated(edition, operation) ? ['full'] : []

/** The cases of an edition over HTTP. */
export const casesOf = (edition: Edition): Case[] => planOf(cases, faces[edition]).map(({ testCase }) => testCase)

/** Cases of one call that the documented seed has data for; the others are played where they can be arranged. */
export const casesByData = (edition: Edition): Case[] =>
  casesOf(edition).filter((found) => found.before.length === 0 && found.waitMs === 0 && valuesOf(found) !== null)

/** Of these cases, the first of each outcome. */
export const firstOf = (some: readonly Case[]): Case[] =>
  [
    ...new Map(some.toReversed().map((found) => [`${found.operation}/${found.expect}`, found] as const)).values(),
  ].toReversed()

/** The request of a case by data and identity alone: the seed's own rooms and people, nothing arranged, nothing forced. */
export const requestOf = (edition: Edition, found: Case): WireRequest =>
  toWireRequest(found, faceOf(edition, found.operation), must(valuesOf(found)), credentialsOf(seed, found.as))

/** Plays a case by data and identity alone; a limit is used up by calls of the same kind. */
export async function playByData(opened: Opened, edition: Edition, found: Case): Promise<Received> {
  const request = requestOf(edition, found)
  const { rateLimit } = faceOf(edition, found.operation)
  const before = found.given['limit']?.includes('used-up') ? (rateLimit?.requests ?? 0) : 0
  for (let call = 0; call < before; call++) await opened.send(request)
  return opened.send(request)
}

/** A call that was made, and its answer. */
export interface Played {
  readonly call: CaseCall
  readonly request: WireRequest
  readonly answer: Received
}

/** Plays a case in a mock of its own, in the situation that its facts bring about: its calls up to the main one, which is the last. */
export async function playInSituation(edition: Edition, found: Case): Promise<Played[]> {
  const { clock, ...options } = fixed(edition)
  const mock = createMock({ ...options, clock })
  const arranged = await mock.arrange(found.given, operationId(found.operation))
  const all: Played[] = []
  for (const call of [...found.before, found]) {
    clock.advance(call.waitMs)
    const values = { ...arranged, ...userIds(call.as) }
    const face = faceOf(edition, call.operation)
    const request = toWireRequest(call, face, values, credentialsOf(seed, call.as))
    const answer = await received(await mock.handle(toRequest('http://localhost', request)))
    all.push({ call, request, answer })
  }
  return all
}

function operationId(name: string): OperationId {
  return must(Object.keys(operations).find((id): id is OperationId => id === name))
}

/** What stands for the ids of callers. */
function userIds(as: string): Record<string, string> {
  const idOf = (name: string): string => credentialsOf(seed, name)['X-User-Id'] ?? ''
  const names = Object.keys(seed.identities).filter((name) => idOf(name) !== '')
  return {
    ...Object.fromEntries(names.map((name) => [`${name}.userId`, idOf(name)])),
    ...(idOf(as) && { me: idOf(as) }),
  }
}

/** The seed's own values for a case; null: it has none. */
function valuesOf(found: Case): Record<string, string> | null {
  const reserved = reservedValues(found, seed)
  if (reserved === null) return null
  const values = { ...reserved, ...userIds(found.as) }
  const names = JSON.stringify([found.request, found.raw]).match(NAME) ?? []
  return names.every((name) => Object.hasOwn(values, name.slice(1))) ? values : null
}

/** Throws where there is nothing. */
export function must<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('the contract lacks what this test asks for')
  return value
}
