import { describe, expect, it } from 'vitest'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { precedenceCases } from '../../contract/compiled/precedence.js'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { callsOf, httpCallsOf, planOf, socketPlanOf, targetPlan, unitedFaces, type Planned } from './plan.ts'
import { scoped } from './scope.ts'
import { caseOf, currentFace, onWebSocket, planned, plannedOf, ways } from '../testing/answers.ts'
import type { Transport } from '../model/transport.ts'

describe('a plan', () => {
  it('holds the cases of its edition in their order, each on its own face', () => {
    for (const edition of ['current', '2022'] as const) {
      const plan = planOf(cases, faces[edition])
      // Editions share the faces that are equal.
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
    // An outcome has its own sources, also that of an earlier call.
    expect(onWebSocket('connectMeetingRooms/unauthorized')).toMatchObject({ source: 'server', sources: ['server'] })
    const joined = caseOf('joinLivechatRoom/joined')
    const [own] = planOf([{ ...joined, sources: ['a#case'] }], faces.current)
    expect(own?.sources).toEqual([...plannedOf('joinLivechatRoom/joined').outcome.sources, 'a#case'])
    const [after] = planOf([{ ...joined, before: [caseOf('listLivechatRooms/invalid-sort')] }], faces.current)
    expect(after?.sources).toEqual([
      ...new Set([
        ...plannedOf('listLivechatRooms/invalid-sort').outcome.sources,
        ...plannedOf('joinLivechatRoom/joined').outcome.sources,
      ]),
    ])
  })

  it('takes the main call of a case between those before and after it', () => {
    const found = caseOf('joinLivechatRoom/joined:twice')
    expect(callsOf(found).map(({ operation }) => operation)).toEqual([
      'joinLivechatRoom',
      'listLivechatRooms',
      'joinLivechatRoom',
      'listLivechatRooms',
    ])
    expect(callsOf(found)[2]).toBe(found)
  })
})

const overHttp = (call: CaseCall): CaseCall => ({ ...call, socket: { ...call.socket, overHttp: true } })

describe('a plan for sockets', () => {
  const joins = [...cases, ...precedenceCases].filter(({ operation }) => operation === 'joinMeetingRoom')
  const ids = (plan: readonly Planned[]): string[] => plan.map(({ testCase }) => testCase.id)

  it('leaves out what no packet can say, and nothing else that is played over HTTP', () => {
    const onSockets = new Set(ids(socketPlanOf(joins, ways, ['polling'])))
    const alone = planOf(joins, ways.faces).filter(({ testCase }) => !onSockets.has(testCase.id))
    const isAboutBytes = (name: string): boolean => name === 'malformed-body' || name === 'body-too-large'
    expect(ids(alone.filter(({ outcome }) => !isAboutBytes(outcome.name))).toSorted()).toEqual([
      'joinMeetingRoom/guest-name-missing:another-media-type',
      'joinMeetingRoom/guest-name-missing:list-as-body',
      'joinMeetingRoom/joined-as-guest:form',
      'joinMeetingRoom/joined-as-guest:refusals-take-no-seat',
      'joinMeetingRoom/joined-as-user:unread-body',
      'joinMeetingRoom/unauthorized:another-scheme',
    ])
    expect(ids(socketPlanOf(joins, ways, ['polling']).filter(({ outcome }) => isAboutBytes(outcome.name)))).toEqual([])
  })

  it.each([
    'joinMeetingRoom/joined-as-guest:without-ack',
    'joinMeetingRoom/joined-as-guest:after-a-disconnect',
    'joinMeetingRoom/joined-as-host:again-on-its-socket',
    'joinMeetingRoom/room-full:seat-taken-over-http',
    'joinMeetingRoom/code-missing',
  ])('has what is about sockets alone, and over HTTP there is none of it: %s', (id) => {
    expect(onWebSocket(id).testCase.id).toBe(id)
    expect(ids(planOf(joins, ways.faces))).not.toContain(id)
  })

  it('is empty without transports, and for what is no event', () => {
    expect(socketPlanOf(joins, ways, [])).toEqual([])
    expect(socketPlanOf([caseOf('joinLivechatRoom/joined')], ways, ['polling'])).toEqual([])
    const beside = { ...caseOf('joinMeetingRoom/room-full'), before: [overHttp(caseOf('listLivechatRooms/listed'))] }
    expect(ids(socketPlanOf([beside], ways, ['polling']))).toEqual([beside.id])
    expect(socketPlanOf([beside], { ...ways, faces: [] }, ['polling'])).toEqual([])
  })

  it('has the outcome of connecting where a call is refused before its turn', () => {
    const { outcome, face } = onWebSocket('joinMeetingRoom/unauthorized')
    expect([outcome.status, outcome.at, face.operation]).toEqual([
      401,
      ways.socketFaces.flatMap(({ outcomes }) => outcomes).find(({ name }) => name === outcome.name)?.at,
      'joinMeetingRoom',
    ])
    const withoutConnecting = ways.socketFaces.filter(({ event }) => event !== null)
    const unauthorized = [caseOf('joinMeetingRoom/unauthorized')]
    expect(socketPlanOf(unauthorized, { ...ways, socketFaces: withoutConnecting }, ['polling'])).toEqual([])
    // The answer to another event is not one of its own.
    const left = { ...caseOf('joinMeetingRoom/room-full'), expect: 'left' }
    expect(socketPlanOf([left], ways, ['polling'])).toEqual([])
  })
})

describe('everything on a target', () => {
  const some = ['joinLivechatRoom/joined', 'joinMeetingRoom/room-full', 'joinMeetingRoom/room-locked'].map(caseOf)
  const played = (
    found: readonly Case[],
    transports: readonly Transport[],
    operations: readonly string[] | null = null,
  ): string[] =>
    targetPlan(found, ways, { operations, transports }).map((each) => `${each.testCase.id} ${each.transport}`)

  it('is played over HTTP first, then transport by transport', () => {
    expect(played(some, ['websocket', 'http', 'polling'])).toEqual([
      'joinLivechatRoom/joined http',
      'joinMeetingRoom/room-full http',
      'joinMeetingRoom/room-locked http',
      'joinMeetingRoom/room-full websocket',
      'joinMeetingRoom/room-locked websocket',
      'joinMeetingRoom/room-full polling',
      'joinMeetingRoom/room-locked polling',
    ])
    expect(played(some, ['polling'])).toHaveLength(2)
    expect(played(some, [])).toEqual([])
  })

  it('is of its own operations', () => {
    expect(played(some, ['http', 'polling'], ['joinLivechatRoom'])).toEqual(['joinLivechatRoom/joined http'])
    // Over HTTP it is in the plan, and says which call of it cannot be made.
    const twice = [caseOf('joinLivechatRoom/joined:twice')]
    expect(played(twice, ['http'], ['joinLivechatRoom'])).toEqual(['joinLivechatRoom/joined:twice http'])
    const left = onWebSocket('leaveMeetingRoom/left:twice').testCase
    const both = ['joinMeetingRoom', 'leaveMeetingRoom']
    expect(played([left], ['polling'], both)).toEqual(['leaveMeetingRoom/left:twice polling'])
    // It joins before it leaves.
    expect(played([left], ['polling'], ['leaveMeetingRoom'])).toEqual([])
  })
})

describe('calls over HTTP', () => {
  const operations = (one: Planned): string[] => httpCallsOf(one).map(({ expect: outcome }) => outcome)

  it('are all of a case over HTTP, and those of one on sockets that say so', () => {
    expect(operations(plannedOf('joinLivechatRoom/joined:twice'))).toHaveLength(4)
    expect(operations(onWebSocket('joinMeetingRoom/room-full:seat-taken-over-http'))).toEqual(['joined-as-guest'])
    expect(operations(onWebSocket('joinMeetingRoom/room-full'))).toEqual([])
  })
})

describe('faces of one operation on several transports', () => {
  const http = currentFace('joinMeetingRoom')
  const onSockets = ways.socketFaces.find(({ operation }) => operation === 'joinMeetingRoom')

  it('are one, with the outcomes of all', () => {
    if (!onSockets) throw new Error('it is an event, too')
    const [united, ...others] = unitedFaces([http, onSockets])
    const names = united?.outcomes.map(({ name }) => name) ?? []
    expect(others).toEqual([])
    expect(united).toMatchObject({ operation: 'joinMeetingRoom', method: 'POST' })
    expect(names).toEqual([...http.outcomes.map(({ name }) => name), 'code-missing'])
    expect(united?.outcomes.slice(0, http.outcomes.length)).toEqual(http.outcomes)
  })

  it('stay apart where their operations are', () => {
    const list = currentFace('listLivechatRooms')
    expect(unitedFaces([http, list])).toEqual([http, list])
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
    ownNamespace: null,
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

  it('is not for what the path names', () => {
    const one = { ...face, path: '/api/v1/livechat/rooms/{roomId}' }
    expect(scoped(list, one, null)).toBe(list)
  })

  it('asks for any list where nobody else has rooms', () => {
    const asked = { ...list, raw: { query: 'a=1' } }
    expect(scoped(asked, face, {})).toBe(asked)
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
    expect(scoped({ ...list, raw: { query: 'a=1' } }, face, scope)).toEqual({
      kind: 'safety',
      reason: 'the case asks for a query of its own, outside the scope of the target',
    })
    expect(scoped(asking({ agents: ['a1'] }), face, scope)).toHaveProperty(
      'reason',
      'the case asks for agents, outside the scope of the target',
    )
  })

  it('leaves no list of the suite unscoped', () => {
    const lists = planned
      .flatMap(({ testCase }) => callsOf(testCase))
      .filter(({ operation }) => operation === 'listLivechatRooms')
      .map((each) => scoped(each, currentFace('listLivechatRooms'), scope))
    const sent = lists.flatMap((each) => ('reason' in each ? [] : [each.request.query]))
    expect(sent.length).toBeGreaterThan(50)
    expect(sent.filter(({ departmentId, agents }) => departmentId !== 'd1' || agents !== scope.agents)).toEqual([])
  })
})
