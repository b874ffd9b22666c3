import { describe, expect, it } from 'vitest'
import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import { callsOf, planOf } from './plan.ts'
import { scoped } from './scope.ts'
import { caseOf, currentFace, planned, plannedOf } from '../testing/answers.ts'
import type { Arrangement } from '../model/arrangement.ts'

describe('a plan', () => {
  it('holds the cases of its edition in their order, each on its own face', () => {
    for (const edition of ['current', '2022'] as const) {
      const plan = planOf(cases, faces[edition])
      // An edition shares the faces that are alike in another.
      const own = new Map(faces[edition].map((face) => [face.operation, face]))
      const wanted = cases.filter(({ operation, editions, expect: outcome, socketOnly }) => {
        const face = own.get(operation)
        return (
          !socketOnly && editions.includes(face?.edition ?? '') && face?.outcomes.some(({ name }) => name === outcome)
        )
      })
      expect(plan.map(({ testCase }) => testCase.id)).toEqual(wanted.map(({ id }) => id))
      for (const { testCase, face, outcome } of plan)
        expect([face, outcome.name]).toEqual([own.get(testCase.operation), testCase.expect])
    }
  })

  it('leaves out what the faces lack', () => {
    const [first] = faces.current
    if (!first) throw new Error('there is a face')
    expect(new Set(planOf(cases, [first]).map(({ testCase }) => testCase.operation))).toEqual(
      new Set([first.operation]),
    )
    expect(planOf(cases, [{ ...first, outcomes: [] }])).toEqual([])
  })

  it('rests a case on the weakest of all its calls', () => {
    expect(plannedOf('joinLivechatRoom/joined').source).toBe('document')
    expect(plannedOf('joinLivechatRoom/joined:shows-in-the-list').source).toBe('server')
    expect(plannedOf('joinLivechatRoom/joined:leaves-the-messages-alone').source).toBe('inferred')
    expect(plannedOf('joinVideoConference/joined:after-the-window').sources).toContain('server')
  })

  it('takes the main call of a case between those before and after it', () => {
    const testCase = caseOf('joinLivechatRoom/joined:twice')
    expect(callsOf(testCase).map(({ operation }) => operation)).toEqual([
      'joinLivechatRoom',
      'listLivechatRooms',
      'joinLivechatRoom',
      'listLivechatRooms',
    ])
    expect(callsOf(testCase)[2]).toBe(testCase)
  })
})

describe('values', () => {
  const arrangement: Arrangement = {
    baseUrl: 'http://localhost',
    headers: {},
    values: { roomId: 'r1' },
    identities: {
      agent: { 'x-user-id': 'u1', 'X-Auth-Token': 't' },
      manager: { 'X-User-Id': 'u2' },
      host: { Authorization: 'b' },
    },
    auth: {},
    elsewhere: null,
    set: null,
    pass: async () => {},
    cleanUp: async () => {},
  }

  it('are those of the situation and the user ids of those who have one', () => {
    const call = caseOf('joinLivechatRoom/joined')
    expect(valuesFor(call, arrangement)).toEqual({
      roomId: 'r1',
      me: 'u1',
      'agent.userId': 'u1',
      'manager.userId': 'u2',
    })
    expect(valuesFor({ ...call, as: 'host' }, arrangement)).not.toHaveProperty('me')
    expect(valuesFor(call, { ...arrangement, values: { me: 'set' } })).toHaveProperty('me', 'set')
  })

  it('are missed where a request names them, wherever it does', () => {
    const call = caseOf('joinLivechatRoom/joined')
    expect(unfilled(call, { roomId: 'r1' })).toBeUndefined()
    expect(unfilled(call, {})).toBe('roomId')
    expect(unfilled(caseOf('joinLivechatRoom/not-logged-in:token-of-another-user'), { roomId: 'r1' })).toBe(
      'manager.userId',
    )
    expect(unfilled({ ...call, raw: { text: '{"a":"x$callId"}' } }, { roomId: 'r1' })).toBe('callId')
    expect(unfilled({ ...call, raw: { query: 'a=$b&c=$roomId' } }, { roomId: 'r1' })).toBe('b')
    expect(unfilled({ ...call, request: { ...call.request, query: { a: 'costs $5, $b' } } }, {})).toBeUndefined()
  })
})

describe('a scope', () => {
  const face = currentFace('listLivechatRooms')
  const list = caseOf('listLivechatRooms/listed')
  const asking = (query: Readonly<Record<string, unknown>>) => ({ ...list, request: { ...list.request, query } })
  const scope = { departmentId: 'd1', agents: ['a1', 'a2'] }

  it('is added to every list, and to no other call', () => {
    expect(scoped(asking({ count: '5' }), face, scope)).toMatchObject({ request: { query: { ...scope, count: '5' } } })
    expect(scoped(asking({ departmentId: 'd1' }), face, scope)).toMatchObject({ request: { query: scope } })
    for (const { testCase, face: own } of planned)
      if (testCase.operation !== 'listLivechatRooms') expect(scoped(testCase, own, null)).toBe(testCase)
  })

  it.each([
    { departmentId: 'd2' },
    { departmentId: '' },
    { 'departmentId[]': 'd1' },
    { 'departmentId[$ne]': 'd1' },
    { agents: ['a1'] },
    { 'agents[0]': 'a1' },
  ])('is never left by %j', (query) => {
    expect(scoped(asking(query), face, scope)).toMatchObject({ kind: 'safety' })
  })

  it('keeps back a list that has none, or writes its query to the letter', () => {
    expect(scoped(list, face, null)).toMatchObject({ kind: 'safety', reason: expect.stringContaining('name one') })
    expect(scoped({ ...list, raw: { query: 'a=1' } }, face, scope)).toMatchObject({ kind: 'safety' })
  })

  it('leaves no list of the suite unscoped', () => {
    for (const each of planned.flatMap(({ testCase }) => callsOf(testCase))) {
      const within = scoped(each, currentFace(each.operation), scope)
      if (each.operation === 'listLivechatRooms' && !('reason' in within))
        expect(within.request.query).toMatchObject(scope)
    }
  })
})
