import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { itAtLength } from '../support/at-length.ts'
import { loadControlContract, type ControlContract } from '../support/control-judge.ts'
import { KEYS, sampleBodies, SAMPLE_ROWS } from '../support/control-samples.ts'
import {
  CALL_BODY,
  JOIN_CALL,
  JOIN_CHAT,
  JOIN_ROOM,
  jsonOf,
  LIST_CHATS,
  startPlane,
  type Plane,
} from '../support/plane.ts'
import { character } from '../support/code-points.ts'

const contract = (await loadControlContract()).filter(({ id }) => id !== 'followAll' && id !== 'followWorld')
const withBody = contract.filter(({ hasBody }) => hasBody)

let plane: Plane
let bodies: Readonly<Record<string, object>> = {}
beforeAll(async () => void (plane = await startPlane()))
afterAll(() => plane[Symbol.asyncDispose]())
beforeEach(async () => {
  await plane.control('PUT', '/worlds/w', {})
  bodies = sampleBodies(JSON.parse((await plane.control('GET', '/worlds/w/snapshot')).body))
})

/** Names that objects have themselves, and those that the contract knows, so that some input gets far. */
const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', ' ', '\u0000', 'id', 'name', 'ts', 'rows'),
  fc.string({ unit: character, maxLength: 8 }),
)
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      '',
      0,
      -0,
      -1,
      0.5,
      1e300,
      -1e300,
      Number.MAX_SAFE_INTEGER,
      '__proto__',
      'NaN',
    ),
    fc.string({ unit: character, maxLength: 12 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** A good body with a member or two put wrong, added or taken away. */
const spoiled = (body: object): fc.Arbitrary<unknown> =>
  fc
    .array(
      fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(body), 'more'), names), fc.option(json, { nil: undefined })),
      { minLength: 1, maxLength: 2 },
    )
    .map((changes) => {
      const members = new Map(Object.entries(body))
      for (const [name, value] of changes) {
        if (value === undefined) members.delete(name)
        else members.set(name, value)
      }
      return Object.fromEntries(members)
    })

const pathOf = ({ path }: ControlContract, key = KEYS[path] ?? 'x', participant = 'x'): string =>
  path
    .replace('{world}', 'w')
    .replace('{key}', encodeURIComponent(key))
    .replace('{participant}', encodeURIComponent(participant))

/** Every call of an operation, whatever is in the world, is answered by one of its outcomes. */
async function isServable(world = 'w'): Promise<void> {
  await plane.control('DELETE', `/worlds/${world}/arms`)
  for (const [operation, target, how] of [
    ['joinMeetingRoom', JOIN_ROOM, { method: 'POST', as: 'member' }],
    ['joinMeetingRoom', JOIN_ROOM, { method: 'POST', body: { guestName: 'Jane' } }],
    ['joinVideoConference', JOIN_CALL, { method: 'POST', as: 'agent', body: CALL_BODY }],
    ['joinLivechatRoom', JOIN_CHAT, { as: 'agent' }],
    ['joinLivechatRoom', JOIN_CHAT, { as: 'manager' }],
    ['listLivechatRooms', LIST_CHATS, { as: 'manager' }],
    [
      'listLivechatRooms',
      `${LIST_CHATS}?sort=${encodeURIComponent('{"lm":1,"v.username":-1}')}&open=true&roomName=e`,
      { as: 'manager' },
    ],
    [
      'listLivechatRooms',
      `${LIST_CHATS}?customFields=${encodeURIComponent('{"a":"b"}')}&createdAt=${encodeURIComponent('{"start":"2020-01-01"}')}`,
      { as: 'manager' },
    ],
  ] as const) {
    const { status, headers, body } = await plane.call(target, { ...how, world })
    const outcome = headers['greenroom-outcome'] ?? `${status}: ${body}`
    const face = faces.current.find((each) => each.operation === operation)
    expect(
      face?.outcomes.map(({ name }) => name),
      operation,
    ).toContain(outcome)
  }
  expect((await plane.call('/', { world })).status).toBe(200)
  expect(plane.faults).toEqual([])
}

/** Plays sequences, each as one property, so that a failure is shrunk to the requests that matter. */
const play = (sequence: fc.Arbitrary<readonly (() => Promise<void>)[]>, runs: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      for (const step of steps) await step()
      await isServable()
    }),
    { numRuns: runs },
  )

describe('whatever is sent', () => {
  itAtLength('as a body is answered as documented, and what the contract refuses is a 400', 40, async (runs) => {
    const step = fc.constantFrom(...withBody).chain((operation) =>
      fc
        .oneof({ weight: 1, arbitrary: json }, { weight: 3, arbitrary: spoiled(bodies[operation.id] ?? {}) })
        .map((body) => async () => {
          const answer = await plane.control(operation.method, pathOf(operation), JSON.stringify(body))
          expect([...plane.faults, answer.body.slice(0, answer.status === 500 ? 200 : 0)]).toEqual([''])
          // An open room may hold anything more, which no closed schema takes.
          if (answer.status >= 300 || !operation.path.includes('livechat-rooms')) operation.judge(answer)
          if (!operation.takes(JSON.parse(JSON.stringify(body)))) expect(answer.status).toBe(400)
          if (answer.status === 400)
            expect(jsonOf(answer)).toMatchObject({
              pointer: expect.stringMatching(/^(?:\/|$)/),
              expected: expect.stringMatching(/\w/),
            })
          if (operation.id === 'makeWorld' && answer.status === 201)
            await plane.control('DELETE', `/worlds/${String(jsonOf(answer)['name'])}`)
        }),
    )
    await play(fc.array(step, { minLength: 5, maxLength: 15 }), runs)
  })

  itAtLength('as a path or query is answered as documented', 40, async (runs) => {
    const text = fc
      .oneof(fc.string({ unit: character, maxLength: 20 }), names)
      .filter((each) => each !== '' && each !== '.' && each !== '..')
    const query = fc.oneof(
      fc.constant(''),
      fc
        .tuple(
          fc.constantFrom('limit', 'offset', 'after', 'operation', 'status', 'forced', 'method', 'x'),
          fc.oneof(fc.string({ maxLength: 6 }), fc.integer().map(String)),
        )
        .map(([name, value]) => `?${name}=${encodeURIComponent(value)}`),
    )
    const step = fc
      .tuple(fc.constantFrom(...contract), text, text, query)
      .map(([operation, key, participant, search]) => async () => {
        if (![key, participant].every((each) => each.isWellFormed())) return
        const answer = await plane.control(operation.method, `${pathOf(operation, key, participant)}${search}`, {})
        operation.judge(answer)
        if (operation.id === 'dropWorld') await plane.control('PUT', '/worlds/w', {})
      })
    await play(fc.array(step, { minLength: 5, maxLength: 15 }), runs)
  })
})

/** Rows that the contract takes, however strange. */
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 10 }),
  fc.constantFrom('', '__proto__', 'x'.repeat(5000), '\u0000', '2026-99-99', 'host'),
)
const filled = text.filter((each) => each !== '')
const count = fc.oneof(fc.nat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER, 1e300))
const member = fc.record({
  id: fc.constant('clx0a1b2c3d4e5f6g7h8i9j'),
  roomId: fc.constant('clx1a2b3c4d5e6f7g8h9i0j'),
  userId: fc.option(fc.constantFrom('clx0a1b2c3d4e5f6g7h8i9j', 'clx9z8y7x6w5v4u3t2s1r0q')),
  guestName: fc.option(filled),
  isActive: fc.boolean(),
  isHost: fc.boolean(),
  joinedAt: fc.constantFrom('2026-03-03T10:30:00.000Z', '0000-01-01T00:00:00.000Z'),
  leftAt: fc.constant(null),
})
const chat = SAMPLE_ROWS['livechat-rooms']

const STRANGE: readonly [path: string, row: fc.Arbitrary<object>][] = [
  [
    '/worlds/w/people/rbAXPnMktTFbNpwtJ',
    fc.record({
      id: fc.constant('rbAXPnMktTFbNpwtJ'),
      username: filled,
      name: text,
      role: filled,
      authToken: fc.option(text),
    }),
  ],
  ['/worlds/w/roles/livechat-agent', fc.record({ name: fc.constant('livechat-agent'), permissions: fc.array(filled) })],
  [
    `/worlds/w/calls/${CALL_BODY.callId}`,
    fc.record({
      id: fc.constant(CALL_BODY.callId),
      url: text,
      providerName: text,
      members: fc.option(fc.array(text)),
      users: fc.oneof(fc.array(text), fc.constant(Array.from({ length: 20_000 }, (_, n) => `u${n}`))),
      anonymousUsers: count,
    }),
  ],
  [
    '/worlds/w/meeting-rooms/abc-def-ghi',
    fc.record({
      id: filled,
      code: fc.constant('abc-def-ghi'),
      hostId: text,
      isActive: fc.boolean(),
      isLocked: fc.boolean(),
      maxParticipants: count,
      inside: fc.oneof(
        fc.array(member, { maxLength: 3 }),
        member.map((each) => Array.from({ length: 300 }, () => each)),
      ),
      past: fc.array(member, { maxLength: 3 }),
    }),
  ],
  [
    '/worlds/w/livechat-rooms/gMMeBpWyLeowCrzBv',
    fc
      .record({
        fname: text,
        ts: fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString()),
        lm: text,
        queuedAt: text,
        _updatedAt: text,
        usersCount: count,
        msgs: count,
        customFields: fc.dictionary(names, json, { maxKeys: 4 }),
        livechatData: fc.dictionary(names, text, { maxKeys: 4 }),
        tags: fc.array(text, { maxLength: 4 }),
        departmentId: text,
        departmentAncestors: fc.array(text),
      })
      .map((changes) => ({ ...chat, ...changes, _id: 'gMMeBpWyLeowCrzBv' })),
  ],
]

describe('a world', () => {
  itAtLength('of strange rows goes on answering, and comes through a snapshot as it is', 30, async (runs) => {
    const taken = new Map<string, number>()
    const steps = STRANGE.map(([path, row]) =>
      row.map((body) => async () => {
        const answer = await plane.control('PUT', path, body)
        expect([200, 400], answer.body).toContain(answer.status)
        if (answer.status === 200) taken.set(path, (taken.get(path) ?? 0) + 1)
        const saved = (await plane.control('GET', '/worlds/w/snapshot')).body
        const restored = await plane.control('PUT', '/worlds/w/snapshot', saved)
        expect(restored.status, restored.body).toBe(200)
        expect((await plane.control('GET', '/worlds/w/snapshot')).body).toBe(saved)
      }),
    )
    await play(fc.tuple(...steps), runs)
    for (const [path] of STRANGE) expect(taken.get(path) ?? 0, path).toBeGreaterThan(0)
  })

  itAtLength('at a strange time goes on answering', 30, async (runs) => {
    const change = fc.oneof(
      fc.record({ freeze: fc.constant(true) }),
      fc.record({ run: fc.constant(true) }),
      fc.record({
        set: fc.constantFrom(
          '0000-01-01T00:00:00Z',
          '9000-12-31T23:59:59.999Z',
          '9999-12-31T23:59:59.999Z',
          '1970-01-01T00:00:00Z',
          '2000-02-29T00:00:00.1Z',
        ),
      }),
      fc.record({ advanceMs: fc.oneof(fc.integer(), fc.constantFrom(1e14, -1e14, 0)) }),
    )
    const clock = contract.find(({ id }) => id === 'changeClock')
    expect(clock).toBeDefined()
    const step = change.map((body) => async () => {
      const answer = await plane.control('PUT', '/worlds/w/clock', body)
      expect([200, 400]).toContain(answer.status)
      if (answer.status === 200) clock?.judge(answer)
      await plane.call(JOIN_ROOM, { world: 'w', method: 'POST', as: 'member' })
    })
    await play(fc.array(step, { minLength: 1, maxLength: 6 }), runs)
  })

  it('without any of its people, roles, rooms and calls goes on answering', async () => {
    for (const table of ['people', 'roles', 'livechat-rooms', 'calls', 'meeting-rooms']) {
      const { rows } = jsonOf(await plane.control('GET', `/worlds/w/${table}`))
      expect(rows, table).toHaveProperty('0')
      for (const row of Array.isArray(rows) ? rows : []) {
        const { _id, code, id, name } = Object(row)
        const key = String(_id ?? code ?? id ?? name)
        expect((await plane.control('DELETE', `/worlds/w/${table}/${encodeURIComponent(key)}`)).status).toBe(200)
      }
      expect(jsonOf(await plane.control('GET', `/worlds/w/${table}`))['total']).toBe(0)
      await isServable()
    }
  })
})
