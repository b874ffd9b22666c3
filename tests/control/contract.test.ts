import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { loadDocument } from '../../src/contract/read/load.ts'
import { isObject } from '../../src/json.ts'
import { parseSource } from '../../src/contract/read/source.ts'
import { beginAsking, contract, operationOf, operationsThat, streams } from '../support/asking.ts'
import type { ControlContract } from '../support/control-judge.ts'
import { JOIN_ROOM } from '../support/plane.ts'

const asked = beginAsking()
const { ask, pathOf } = asked

describe('the contract of the control plane', () => {
  it('says of situations what fixtures/facts.yaml says', async () => {
    const words = parseSource(await readFile('fixtures/facts.yaml', 'utf8'), 'fixtures/facts.yaml').value
    const { value } = await loadDocument('specs/control.openapi.yaml', '.')
    const schemas = dig(value, 'components', 'schemas')
    const subjects = dig(schemas, 'SituationRequest', 'properties', 'situation', 'properties')
    expect(Object.keys(Object(subjects))).toEqual(Object.keys(Object(words)))
    expect(Object.keys(Object(words))).toContain('meeting-room')
    for (const subject of Object.keys(Object(words)))
      expect(dig(subjects, subject, 'items', 'enum'), subject).toEqual(
        Object.keys(Object(dig(words, subject, 'facts'))),
      )
    const yields = Object.values(Object(words)).flatMap((about) => Object.keys(Object(dig(about, 'yields'))))
    expect(yields).toContain('code')
    expect(Object.keys(Object(dig(schemas, 'SituationValues', 'properties', 'values', 'properties')))).toEqual(yields)
  })

  it('is held by every operation, and each of them has been called here', async () => {
    // The member of the fresh world leaves before the room that they are in is written anew, and the journal is cleared.
    for (const id of ['readDecision', 'unseatParticipant']) expect((await ask(operationOf(id))).status).toBe(200)
    for (const operation of operationsThat(
      ({ id }) => !streams.has(id) && id !== 'dropWorld' && !/^(?:remove|unseat|stop|readDecision)/.test(id),
    ))
      expect((await ask(operation, asked.bodies[operation.id])).status, operation.id).toBeLessThan(300)
    for (const operation of operationsThat(({ id }) => /^(?:remove|stop)/.test(id)))
      expect((await ask(operation)).status, operation.id).toBe(200)
    for (const operation of operationsThat(({ id }) => streams.has(id))) {
      asked.answered.add(operation.id)
      const event = await firstEvent(operation)
      operation.judge({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: event })
    }
    expect((await ask(operationOf('dropWorld'))).status).toBe(200)
    expect(contract.map(({ id }) => id).filter((id) => !asked.answered.has(id))).toEqual([])
    expect(contract.length).toBeGreaterThan(45)
  })
})

/** The data of the first event that a stream tells, of an exchange in the world. */
async function firstEvent(operation: ControlContract): Promise<string> {
  const { body, headers } = await fetch(`${asked.plane.server.control?.url}${pathOf(operation)}`, {
    headers: { authorization: `Bearer ${asked.plane.token}` },
  })
  expect(headers.get('content-type')).toBe('text/event-stream')
  await asked.plane.call(JOIN_ROOM, { world: 'w', method: 'POST', as: 'member' })
  let text = ''
  for await (const piece of body ?? []) {
    text += new TextDecoder().decode(piece)
    const data = /^data: (.*)\n\n/m.exec(text)?.[1]
    if (data !== undefined) return data
  }
  throw new Error('the stream told nothing')
}

const dig = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), value)
