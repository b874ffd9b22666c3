import { describe, expect, it } from 'vitest'
import type { Received, Trouble } from '../model/exchange.ts'
import type { SocketPlace } from '../model/socket-client.ts'
import { planned } from '../testing/answers.ts'
import { PREFIXES, probe, type Found, type ProbeParts } from './probe.ts'

const { signal } = new AbortController()
const received = (status: number, body: string, headers: Received['headers'] = []): Received => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body,
  ms: 1,
})
const NOT_FOUND = received(404, '{"message":"Cannot"}')
const REFUSED: Trouble = { kind: 'refused', message: 'No one is there.' }
const ROOM = received(404, '{"statusCode":404,"message":"Room not found"}')
const OK = received(400, '{"success":false}')

/** Probes a server that answers `<path>` like this, and tells what it was asked. */
async function probed(
  answer: (path: string) => Received | Trouble,
  {
    sockets = () => REFUSED,
    more = {},
  }: { sockets?: (to: SocketPlace) => Trouble | null; more?: Partial<ProbeParts> } = {},
): Promise<{ found: Found; asked: string[]; reached: SocketPlace[] }> {
  const asked: string[] = []
  const reached: SocketPlace[] = []
  const found = await probe({
    url: 'http://x.org',
    plan: planned,
    send: async ({ method, target }, { baseUrl, timeoutMs }) => {
      expect([timeoutMs, baseUrl.startsWith('http://x.org')]).toEqual([5000, true])
      const path = `${baseUrl.slice('http://x.org'.length)}${target}`
      asked.push(`${method} ${path.replace(/[a-z]{3}-[a-z]{3}-[a-z]{3}/, '<code>')}`)
      return answer(path)
    },
    socketClient: {
      reach: async (to) => {
        reached.push(to)
        return sockets(to)
      },
    },
    timeoutMs: 5000,
    signal,
    ...more,
  })
  return { found, asked, reached }
}
const NOTHING = { prefixes: {}, transports: [], obstacle: null, answers: [], lacking: [] }

describe('an unknown URL', () => {
  it('is asked for each operation but lists, below the usual prefixes', async () => {
    const { found, asked } = await probed(() => NOT_FOUND)
    const ways = ['GET /api/v1/livechat/room.join', 'POST /rooms/<code>/join', 'POST /api/v1/video-conference.join']
    expect(asked.map((each) => each.replace(/\?.*$/, ''))).toEqual(
      PREFIXES.flatMap((prefix) => ways.map((way) => way.replace(' ', ` ${prefix}`))),
    )
    expect(PREFIXES).toEqual(['', '/api', '/api/v1', '/v1'])
    expect(found).toEqual({
      ...NOTHING,
      unreachable: null,
      lacking: ['joinLivechatRoom', 'joinMeetingRoom', 'joinVideoConference', 'listLivechatRooms'],
    })
  })

  it('has what answers, and its API is looked for no further', async () => {
    const { found, asked } = await probed((path) =>
      path.startsWith('/rooms') ? ROOM : path.startsWith('/v1/') ? OK : NOT_FOUND,
    )
    expect(found).toMatchObject({
      lacking: [],
      prefixes: { 'rocket-chat': '/v1' },
      obstacle: null,
      unreachable: null,
    })
    expect(found.prefixes).toEqual({ 'rocket-chat': '/v1' })
    expect(
      found.answers.map(({ api, operation, prefix, received: { status } }) => [api, operation, prefix, status]),
    ).toEqual([
      ['meeting-rooms', 'joinMeetingRoom', '', 404],
      ['rocket-chat', 'joinLivechatRoom', '/v1', 400],
      ['rocket-chat', 'joinVideoConference', '/v1', 400],
    ])
    expect(asked.filter((each) => each.includes('/rooms/'))).toHaveLength(1)
  })

  it('lacks a list only if it lacks the others of its API', async () => {
    const { found } = await probed((path) => (path.includes('room.join') ? OK : NOT_FOUND))
    expect(found.lacking).toEqual(['joinMeetingRoom', 'joinVideoConference'])
  })

  it('that redirects does not answer, but may refuse', async () => {
    const operations = async (status: number): Promise<number> =>
      (await probed(() => received(status, '{}'))).found.answers.length
    expect([await operations(299), await operations(300), await operations(399), await operations(400)]).toEqual([
      3, 0, 0, 3,
    ])
  })

  it('of whose API nothing but lists is known may have them', async () => {
    const lists = planned.filter(({ face }) => face.operation === 'listLivechatRooms')
    const { found, asked } = await probed(() => NOT_FOUND, { more: { plan: lists } })
    expect([found.lacking, asked]).toEqual([[], []])
  })

  it('may have lists of an API of which nothing else is known, whatever it lacks of another', async () => {
    const plan = planned.filter(({ face }) => ['listLivechatRooms', 'joinMeetingRoom'].includes(face.operation))
    const { found } = await probed(() => NOT_FOUND, { more: { plan } })
    expect(found.lacking).toEqual(['joinMeetingRoom'])
  })

  it('of which a call is lost may have that operation', async () => {
    const reset: Trouble = { kind: 'reset', message: 'm' }
    const { found, asked } = await probed((path) => (path.includes('video') ? reset : NOT_FOUND))
    expect(found.lacking).toEqual(['joinLivechatRoom', 'joinMeetingRoom', 'listLivechatRooms'])
    expect(asked.filter((each) => each.includes('video'))).toHaveLength(1)
  })

  it('that nobody answers is unreachable, and asked no further', async () => {
    const { found, asked, reached } = await probed(() => REFUSED)
    expect(found).toEqual({ ...NOTHING, unreachable: REFUSED })
    expect([asked.length, reached.length]).toEqual([1, 0])
  })

  it.each<[string, Received | Trouble, Trouble]>([
    [
      '503',
      { kind: 'gateway', message: 'm', answer: received(503, '') },
      {
        kind: 'gateway',
        message: 'it answers every call with 503: check what stands in front of it, and whether it runs.',
      },
    ],
    [
      '429',
      received(429, '{}'),
      {
        kind: 'limited',
        message: 'it answers every call with 429: it has received too many requests. Wait, or check its limits.',
      },
    ],
    [
      'the end of the connection',
      { kind: 'reset', message: 'm' },
      {
        kind: 'reset',
        message: 'it ends every connection before a call is answered: check its log and what stands in front of it.',
      },
    ],
  ])('that answers every call with %s is unreachable, unless it has sockets', async (_, answer, unreachable) => {
    const { found, asked } = await probed(() => answer)
    expect(found).toEqual({ ...NOTHING, unreachable })
    expect(asked).toHaveLength(3)
    const other = await probed(() => answer, { sockets: () => null })
    expect([other.found.unreachable, other.found.transports]).toEqual([null, ['polling', 'websocket']])
  })

  it('with something in front of it is asked below one prefix', async () => {
    const { found, asked } = await probed(() => received(302, '', [['location', 'http://y.org/login']]))
    expect(found.obstacle).toMatch(/^it redirects every call, the first to http:\/\/y\.org\/login/)
    expect([found.answers, asked.length]).toEqual([[], 3])
  })
})

describe('Socket.IO', () => {
  it('is what can be reached at its usual path, in three seconds at most', async () => {
    const only = await probed(() => NOT_FOUND, {
      sockets: ({ transport }) => (transport === 'polling' ? null : REFUSED),
    })
    expect(only.found.transports).toEqual(['polling'])
    expect(only.reached).toEqual(
      ['polling', 'websocket'].map((transport) => ({
        baseUrl: 'http://x.org',
        path: '/socket.io/',
        transport,
        headers: {},
        timeoutMs: 3000,
        signal,
      })),
    )
    const hasty = await probed(() => NOT_FOUND, {
      more: { timeoutMs: 2999, send: async () => NOT_FOUND },
    })
    expect(hasty.reached.map(({ timeoutMs }) => timeoutMs)).toEqual([2999, 2999])
    const both = await probed(() => NOT_FOUND, { sockets: () => null })
    expect(both.found.transports).toEqual(['polling', 'websocket'])
  })
})
