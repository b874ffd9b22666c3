import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../../model/events.ts'
import type { Trouble } from '../../model/exchange.ts'
import type { SocketClient, SocketDestination, SocketPlace } from '../../model/socket-client.ts'
import type { Target } from '../../model/target.ts'
import type { Planned } from '../../plan/plan.ts'
import { createRedaction } from '../../redact/redaction.ts'
import { onWebSocket, plannedOf } from '../../testing/answers.ts'
import { connectionOf } from '../../testing/plays.ts'
import { target } from '../../testing/runs.ts'
import { preflightSockets, type SocketPreflight } from './sockets.ts'

const HOST = onWebSocket('joinMeetingRoom/joined-as-host')
const GUEST = onWebSocket('joinMeetingRoom/joined-as-guest')
const HTTP = plannedOf('joinMeetingRoom/room-full')
const LATE: Trouble = { kind: 'timeout', message: 'Too late for hunter-22.' }
const REFUSED: Trouble = { kind: 'refused', message: 'No one is there.' }
const INVALID = { refused: { message: 'Invalid namespace', data: undefined }, log: [] }
const UNAUTHORIZED = { refused: { message: 'Unauthorized: hunter-22', data: undefined }, log: [] }

interface Given {
  readonly reach?: (to: SocketPlace) => Trouble | null
  readonly connect?: (to: SocketDestination) => Awaited<ReturnType<SocketClient['connect']>>
  readonly plan?: readonly Planned[]
  readonly change?: Partial<Target>
  readonly more?: Partial<SocketPreflight>
}
/** A preflight of these cases on a target whose sockets answer like this. */
async function preflight({ reach = () => null, connect, plan = [HOST, GUEST], change = {}, more = {} }: Given = {}) {
  const events: RunEvent[] = []
  const connected: SocketDestination[] = []
  const reached: SocketPlace[] = []
  let closed = 0
  const socketClient: SocketClient = {
    reach: async (to) => {
      reached.push(to)
      return reach(to)
    },
    connect: async (to) => {
      connected.push(to)
      return connect?.(to) ?? connectionOf({ close: async () => void closed++ })
    },
  }
  const whyNot = await preflightSockets({
    plan,
    target: { ...target, transports: ['http', 'websocket'], ...change },
    socketClient,
    redaction: createRedaction(['hunter-22'], null),
    tell: (event) => void events.push(event),
    isolated: false,
    timeoutMs: 1234,
    signal: new AbortController().signal,
    ...more,
  })
  return { whyNot, events, connected, reached, closed }
}

describe('a transport', () => {
  it('in use is opened once', async () => {
    const { reached } = await preflight({ change: { transports: ['http', 'polling', 'websocket', 'upgraded'] } })
    expect(reached).toEqual([
      {
        baseUrl: 'http://127.0.0.1:1',
        path: '/socket.io/',
        transport: 'websocket',
        headers: {},
        timeoutMs: 1234,
        signal: expect.any(AbortSignal),
      },
    ])
    expect((await preflight({ plan: [HTTP] })).reached).toEqual([])
    expect((await preflight({ change: { transports: ['http'] } })).reached).toEqual([])
  })

  it('that is not there blocks its cases, and those alone', async () => {
    const { whyNot, events, connected } = await preflight({ reach: () => LATE, plan: [HOST, HTTP] })
    expect(whyNot(HOST)).toEqual({
      kind: 'transport',
      reason: 'the target has no websocket of Socket.IO: Too late for hunter-22.',
    })
    expect([whyNot(HTTP), events, connected]).toEqual([null, [], []])
  })

  it('of a target that cannot be reached is told, if there is nothing else to play', async () => {
    const refused = { kind: 'tls', message: 'hunter-22 is wrong.' } as const
    const { whyNot, events } = await preflight({ reach: () => refused })
    expect(whyNot(GUEST)).toEqual({ kind: 'environment', reason: 'the target cannot be reached: hunter-22 is wrong.' })
    expect(events).toEqual([{ kind: 'unreachable', trouble: 'tls', message: '[redacted] is wrong.' }])
    expect((await preflight({ reach: () => REFUSED, plan: [HOST, HTTP] })).events).toEqual([])
    expect((await preflight({ reach: () => LATE })).events).toEqual([])
  })
})

describe('a namespace', () => {
  const socket = { ...target.socket, namespace: '/meetings', path: '/io/', token: 'jwt' }

  it('of the target’s own is entered as a guest; whoever is let in leaves', async () => {
    const { connected, whyNot, closed } = await preflight({ change: { socket }, plan: [GUEST] })
    expect(connected).toMatchObject([
      { path: '/io/', namespace: '/meetings', transport: 'websocket', auth: {}, headers: {} },
    ])
    expect([whyNot(GUEST), closed]).toEqual([null, 1])
  })

  it('that is not there blocks all, one that rejects guests does not', async () => {
    const { whyNot } = await preflight({ change: { socket }, plan: [GUEST], connect: () => INVALID })
    expect(whyNot(GUEST)).toEqual({
      kind: 'transport',
      reason:
        'the target has no websocket of Socket.IO: it has no namespace /meetings; check socket.namespace in the target file.',
    })
    for (const result of [UNAUTHORIZED, LATE])
      expect((await preflight({ change: { socket }, plan: [GUEST], connect: () => result })).whyNot(GUEST)).toBeNull()
  })

  it('is not tried if it is the main one, which always exists', async () => {
    expect((await preflight({ plan: [GUEST], connect: () => INVALID })).connected).toEqual([])
  })
})

describe('a caller', () => {
  const identities = { ...target.identities, host: { Authorization: 'Bearer t', 'X-A': 'b' } }

  it('with credentials connects once, in the target’s words', async () => {
    const socket = { ...target.socket, token: 'jwt' }
    const { connected, closed, whyNot } = await preflight({
      plan: [HOST, HOST, GUEST],
      change: { identities, socket },
    })
    expect(connected).toMatchObject([{ namespace: '/', auth: { jwt: 't' }, headers: { 'X-A': 'b' }, timeoutMs: 1234 }])
    expect([connected.length, closed, whyNot(HOST)]).toEqual([1, 1, null])
  })

  it('who is rejected is told once, and their cases are in vain', async () => {
    const { whyNot, events } = await preflight({ change: { identities }, connect: () => UNAUTHORIZED })
    expect(events).toEqual([
      {
        kind: 'identity',
        name: 'host',
        state: 'refused',
        reason: 'the target rejects the credentials of host, on connecting: Unauthorized: [redacted]',
      },
    ])
    // Over HTTP, the host may be welcome.
    const others = [GUEST, HTTP, plannedOf('joinMeetingRoom/joined-as-host')]
    expect([whyNot(HOST), ...others.map(whyNot)]).toEqual([
      { kind: 'identity', reason: 'the target rejects host' },
      null,
      null,
      null,
    ])
  })

  it('whose connection is trouble is not rejected', async () => {
    const { whyNot, events } = await preflight({ change: { identities }, connect: () => LATE })
    expect([whyNot(HOST), events]).toEqual([null, []])
  })

  it('connects over a transport that is there', async () => {
    const polling = { ...HOST, transport: 'polling' as const }
    const { connected } = await preflight({
      plan: [polling, HOST],
      change: { identities, transports: ['polling', 'websocket'] },
      reach: ({ transport }) => (transport === 'polling' ? LATE : null),
    })
    expect(connected.map(({ transport }) => transport)).toEqual(['websocket'])
  })

  it('of a case that has identities of its own is not tried', async () => {
    expect((await preflight({ change: { identities }, more: { isolated: true } })).connected).toEqual([])
  })
})

it('an interruption ends it without a reason against any case; any other mistake is one', async () => {
  const ending = new AbortController()
  const fail = (): never => {
    throw new Error('a mistake')
  }
  await expect(preflight({ reach: fail })).rejects.toThrow('a mistake')
  ending.abort()
  const { whyNot } = await preflight({ reach: fail, more: { signal: ending.signal } })
  expect(whyNot(HOST)).toBeNull()
})
