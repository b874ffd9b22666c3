import { describe, expect, it } from 'vitest'
import type { Pacer } from '../../model/limit.ts'
import type { Received, Trouble } from '../../model/exchange.ts'
import type { Planned } from '../../plan/plan.ts'
import { caseOf, onWebSocket, planned, plannedOf } from '../../testing/answers.ts'
import { createTestArranger, optionsFor, target } from '../../testing/runs.ts'
import { atRandom, harmlessOf, isToBeTried } from './harmless-call.ts'
import { endsRun, inVain, isRoute, preflightHttp } from './http.ts'
import { setUp } from '../set-up.ts'

const received = (status: number, body = '{}', type = 'application/json'): Received => ({
  status,
  headers: [['content-type', type]],
  body,
  ms: 1,
})
const ROOM = received(404, '{"statusCode":404,"message":"Room not found"}')
const OK = received(400, '{"success":false,"error":"x"}')
const RESET: Trouble = { kind: 'reset', message: 'It was reset.' }
const FULL = plannedOf('joinMeetingRoom/room-full')
const JOINED = plannedOf('joinLivechatRoom/joined')

interface Call {
  readonly path: string
  readonly userId: string | undefined
}
/** A preflight of these cases on a server that answers like this. */
async function preflight(
  plan: readonly Planned[],
  answer: (call: Call, nth: number) => Received | Trouble,
  change: Partial<typeof target> = {},
) {
  const asked: string[] = []
  const leases: unknown[] = []
  const options = optionsFor(
    planned.map(({ testCase }) => testCase),
    {
      target: { ...target, prefixes: { 'meeting-rooms': '/api' }, ...change },
      arranger: createTestArranger(false),
      timeoutMs: 777,
      send: async ({ method, target: to, headers }, { baseUrl, timeoutMs }) => {
        expect(timeoutMs).toBe(777)
        const path = `${baseUrl.replace(target.url, '')}${to}`.replace(/\?.*$/, '')
        const userId = headers['X-User-Id']
        asked.push(
          `${method} ${path.replace(/[a-z]{3}-[a-z]{3}-[a-z]{3}/, '<code>')}${userId === undefined ? '' : ` ${userId}`}`,
        )
        return answer({ path, userId }, asked.length - 1)
      },
    },
  )
  const running = setUp(options, () => {})
  let released = 0
  const pacer: Pacer = {
    ...running.pacer,
    lease: async (needs) => {
      leases.push(...needs)
      return { answered: () => {}, release: () => void released++ }
    },
  }
  const found = await preflightHttp(plan, running.parts, pacer)
  return { found, asked, leases, released }
}

describe('a preflight', () => {
  it('makes one call of each operation without credentials, and of each caller with them', async () => {
    const { found, asked, leases, released } = await preflight([FULL, JOINED], ({ path }) =>
      path.includes('/rooms/') ? ROOM : OK,
    )
    expect(asked).toEqual([
      'GET /api/v1/livechat/room.join',
      'POST /api/rooms/<code>/join',
      'GET /api/v1/livechat/room.join id-of-agent',
    ])
    expect(found).toMatchObject({ unreachable: null, usable: ['agent'], obstacle: null, cut: [] })
    expect([found.refused.size, found.routeless.size, found.lacking.size]).toEqual([0, 0, 0])
    expect(leases).toEqual(
      ['joinLivechatRoom', 'joinMeetingRoom', 'joinLivechatRoom'].map((each) => [each, { calls: 1, fresh: false }]),
    )
    expect(released).toBe(3)
  })

  it('asks nothing of cases on sockets', async () => {
    expect((await preflight([onWebSocket('joinMeetingRoom/room-full')], () => OK)).asked).toEqual([])
  })

  it('finds callers who are rejected; trouble says nothing of them', async () => {
    const { found } = await preflight([JOINED, plannedOf('joinLivechatRoom/joined:manager')], ({ userId }) =>
      userId === 'id-of-agent' ? received(401) : OK,
    )
    expect([...found.refused]).toEqual([
      ['agent', 'the target rejects the credentials of agent: 401 to a call that any user may make'],
    ])
    expect(found.usable).toEqual(['manager'])
    const other = await preflight([JOINED], ({ userId }) => (userId === undefined ? OK : RESET))
    expect([other.found.usable, other.found.refused.size]).toEqual([[], 0])
  })

  it('finds operations that have no route', async () => {
    const { found, asked } = await preflight([FULL, JOINED], ({ path }) =>
      path.includes('/rooms/') ? received(404, '{"message":"Cannot POST"}') : received(405, '{}'),
    )
    expect([...found.routeless]).toEqual([
      ['joinLivechatRoom', 'the target answers 405 to GET /api/v1/livechat/room.join: it has no such route'],
      ['joinMeetingRoom', 'the target answers 404 to POST /rooms/{code}/join: it has no such route'],
    ])
    // A caller is tried by another operation of its API.
    expect(asked.slice(2)).toEqual(['POST /api/v1/video-conference.join id-of-agent'])
  })

  it('finds listed operations lacking only by what frameworks answer', async () => {
    const operations = ['joinMeetingRoom', 'joinLivechatRoom']
    const lacking = async (answer: Received): Promise<string[]> => {
      const { found } = await preflight([JOINED], () => answer, { operations })
      expect(found.routeless.size).toBe(0)
      return [...found.lacking.keys()]
    }
    for (const answer of [
      received(404, ''),
      received(404, 'x', 'text/plain'),
      received(404, '<p>', 'text/html; charset=utf-8'),
      ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => received(404, `{"message":"Cannot ${method} /x"}`)),
      received(404, '{"path":"/x"}'),
    ])
      expect(await lacking(answer)).toEqual(['joinLivechatRoom'])
    for (const answer of [received(404, '{"error":"no room"}'), received(404, '{"m":"FORGET it"}')])
      expect(await lacking(answer)).toEqual([])
  })

  it('ends with a target that cannot be reached, but not with one that may recover', async () => {
    const refused: Trouble = { kind: 'refused', message: 'No one is there.' }
    const { found, asked } = await preflight([FULL, JOINED], () => refused)
    expect([found.unreachable, asked.length]).toEqual([refused, 1])
    const gateway: Trouble = { kind: 'gateway', message: 'm' }
    const other = await preflight([FULL, JOINED], () => gateway)
    expect([other.found.unreachable, other.asked.length]).toEqual([null, 3])
  })

  it('finds operations that are reset each time, while the root answers', async () => {
    const cut = await preflight([FULL], ({ path }) => (path === '/' ? OK : RESET))
    expect([cut.found.cut, cut.asked]).toEqual([
      ['joinMeetingRoom'],
      ['POST /api/rooms/<code>/join', 'GET /', 'POST /api/rooms/<code>/join', 'GET /', 'POST /api/rooms/<code>/join'],
    ])
    const dead = await preflight([FULL], () => RESET)
    expect([dead.found.cut, dead.asked.length]).toEqual([[], 2])
    const once = await preflight([FULL], ({ path }, nth) => (path === '/' || nth > 0 ? OK : RESET))
    expect([once.found.cut, once.asked.length]).toEqual([[], 3])
    const twice = await preflight([FULL], ({ path }, nth) => (path === '/' ? OK : nth < 4 ? RESET : OK))
    expect([twice.found.cut, twice.asked.length]).toEqual([[], 5])
  })

  it('with something in front of the target says so, or blocks what goes over HTTP', async () => {
    const page = received(200, '<html>', 'text/html')
    const { found, asked } = await preflight([FULL, JOINED], () => page)
    expect(found.unreachable).toMatchObject({
      kind: 'gateway',
      message: expect.stringMatching(/^it answers every call with a web page/),
    })
    expect(asked).toHaveLength(2)
    const mixed = await preflight([FULL, JOINED, onWebSocket('joinMeetingRoom/room-full')], () => page)
    expect(mixed.found).toEqual({
      unreachable: null,
      refused: new Map(),
      routeless: new Map(),
      lacking: new Map(),
      usable: [],
      cut: [],
      obstacle: expect.stringMatching(/^it answers every call with a web page: /),
    })
    const named = await preflight([FULL, JOINED, onWebSocket('joinMeetingRoom/room-full')], () => page, {
      operations: ['joinMeetingRoom', 'joinLivechatRoom'],
    })
    for (const { found: each } of [mixed, named])
      expect([each.routeless.size, each.lacking.size, each.obstacle === null]).toEqual([0, 0, false])
  })
})

describe('a case', () => {
  const NONE = { refused: new Map(), routeless: new Map(), obstacle: null }

  it('is in vain with something in front, without a route, or by a caller who is rejected', () => {
    expect(inVain(NONE)(JOINED)).toBeNull()
    expect(inVain({ ...NONE, obstacle: 'a login' })(JOINED)).toEqual({ kind: 'environment', reason: 'a login' })
    expect(inVain({ ...NONE, routeless: new Map([['joinLivechatRoom', 'no route']]) })(JOINED)).toEqual({
      kind: 'transport',
      reason: 'no route',
    })
    const before = { ...JOINED.testCase, operation: 'listLivechatRooms', as: 'manager' }
    const second = { ...JOINED, testCase: { ...JOINED.testCase, before: [before] } }
    for (const operation of ['listLivechatRooms', 'joinLivechatRoom'])
      expect(inVain({ ...NONE, routeless: new Map([[operation, 'no route']]) })(second)?.reason).toBe('no route')
    for (const caller of ['manager', 'agent'])
      expect(inVain({ ...NONE, refused: new Map([[caller, 'x']]) })(second)?.reason).toBe(
        `the target rejects ${caller}`,
      )
    expect(inVain({ ...NONE, refused: new Map([['agent', 'x']]) })(JOINED)).toEqual({
      kind: 'identity',
      reason: 'the target rejects agent',
    })
    expect(inVain({ ...NONE, refused: new Map([['host', 'x']]) })(JOINED)).toBeNull()
  })

  it('on sockets has no route, and nothing in front, but callers', () => {
    const other = onWebSocket('joinMeetingRoom/joined-as-host')
    expect(inVain({ ...NONE, obstacle: 'a login', routeless: new Map([['joinMeetingRoom', 'x']]) })(other)).toBeNull()
    expect(inVain({ ...NONE, refused: new Map([['host', 'x']]) })(other)).toMatchObject({ kind: 'identity' })
  })
})

it('the first harmless case of each operation is sent', () => {
  const harmless = harmlessOf(planned)
  expect([...harmless.keys()]).toEqual([
    'joinLivechatRoom',
    'joinMeetingRoom',
    'joinVideoConference',
    'listLivechatRooms',
  ])
  for (const [operation, { testCase }] of harmless)
    expect([testCase.harmless, testCase.operation]).toEqual([true, operation])
  const [first] = harmless.values()
  if (!first) throw new Error('no case is harmless')
  const harmful = { ...first, testCase: { ...first.testCase, harmless: false } }
  expect(harmlessOf([harmful, first, { ...first }]).get('joinLivechatRoom')).toBe(first)
})

it('an identity is tried if it has credentials of its own, which would not be sent unencrypted', () => {
  const testCase = caseOf('joinLivechatRoom/joined')
  const isTried = (as: string, change: Partial<typeof target> = {}): boolean =>
    isToBeTried({ testCase }, as, { ...target, ...change })
  expect(['agent', 'nobody', 'wrong-token', 'stranger', 'toString'].map((as) => isTried(as))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  const secrets = ['secret-token-of-agent']
  expect(isTried('agent', { url: 'http://x.org', secrets })).toBe(false)
  expect(isTried('agent', { url: 'https://x.org', secrets })).toBe(true)
  const joined = caseOf('joinMeetingRoom/joined-as-host')
  const secure = { ...target, url: 'https://x.org:8443', secrets }
  expect(isToBeTried({ testCase: joined }, 'host', secure)).toBe(true)
})

it.each([
  [received(404), false],
  [received(405), false],
  [ROOM, true],
  [received(200, '<p>', 'text/html'), false],
  [received(200), true],
  [received(500), true],
  [received(401), true],
])('%j comes from the operation: %s', (answer, expected) => expect(isRoute(FULL, answer)).toBe(expected))

it.each([
  ['dns', true],
  ['refused', true],
  ['tls', true],
  ['timeout', true],
  ['malformed', true],
  ['oversized', true],
  ['gateway', false],
  ['limited', false],
  ['reset', false],
] as const)('trouble of the kind %s ends the run: %s', (kind, expected) =>
  expect(endsRun({ kind, message: '' })).toBe(expected),
)

it('random bytes are as many as asked, and not the same twice', () => {
  expect([atRandom(0).length, atRandom(32).length]).toEqual([0, 32])
  expect(atRandom(32)).not.toEqual(atRandom(32))
})
