import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import { startServer } from '../../server.ts'
import { bareArrangement } from '../model/arrangement.ts'
import type { SocketClient, SocketDestination } from '../model/socket-client.ts'
import type { Target } from '../model/target.ts'
import { seatIn } from '../plan/seats.ts'
import { createSend } from '../send/send.ts'
import { createSocketClient } from '../send/socket-io-client.ts'
import { target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import { createConnections } from './connections.ts'

it('a connection that was cut is known by its name no more, nor counted among those that listen', async () => {
  const server = await startServer()
  const { signal } = new AbortController()
  const connections = createConnections({
    target: { ...target, url: server.url },
    seat: undefined,
    transport: 'websocket',
    socketClient: createSocketClient(createSend()),
    arrivals: createArrivals(async (ms, stop) => pause(ms, undefined, { signal: stop }).catch(() => {}), signal),
    timeoutMs: 10_000,
    signal,
  })
  const arrangement = bareArrangement({ baseUrl: server.url, identities: {} })
  const admit = async (name: string) =>
    connections.admit(name, { event: null, args: [], auth: {}, headers: {} }, arrangement)
  await admit('Ann')
  await admit('Ben')
  await connections.cut('Ann')
  expect(connections.named('Ann')).toBeUndefined()
  expect(connections.listeners().map(({ who }) => who)).toEqual(['Ben'])
  await connections.cut('nobody')
  await connections.close()
  await server.close()
})

it('what a refused caller has heard is in the log, under its name or its number', async () => {
  const { signal } = new AbortController()
  const places: SocketDestination[] = []
  const socket = { ...PLAIN_DIALECT, path: '/io/', namespace: '/meetings', token: 'jwt' }
  const connections = createConnections({
    target: { ...target, url: 'http://x.example/base', socket },
    seat: undefined,
    transport: 'websocket',
    socketClient: {
      reach: async () => null,
      connect: async (to) => {
        places.push(to)
        return {
          refused: { message: 'No', data: null },
          log: [{ way: 'received', name: 'connect_error', args: ['No'] }],
        }
      },
    },
    arrivals: createArrivals(async () => {}, signal),
    timeoutMs: 10,
    signal,
  })
  const arrangement = { ...bareArrangement({ baseUrl: 'http://x', identities: {} }), auth: { world: 'qa' } }
  for (const name of ['Ann', null, null])
    await connections.admit(name, { event: null, args: [], auth: { token: 't' }, headers: { a: 'b' } }, arrangement)
  expect(places[0]).toEqual({
    baseUrl: 'http://x.example/base',
    path: '/io/',
    namespace: '/meetings',
    transport: 'websocket',
    auth: { world: 'qa', jwt: 't' },
    headers: { a: 'b' },
    timeoutMs: 10,
    signal,
  })
  expect(connections.log().map(({ who, name }) => `${who} ${name}`)).toEqual([
    'Ann connect_error',
    'caller 1 connect_error',
    'caller 2 connect_error',
  ])
  expect([connections.listeners(), connections.named('Ann')]).toEqual([[], undefined])
})

it('observers who are refused are no trouble, and their packets are in the log', async () => {
  const { signal } = new AbortController()
  const connections = createConnections({
    target,
    seat: seatIn({ 'meeting-room': [] }),
    transport: 'polling',
    socketClient: {
      reach: async () => null,
      connect: async () => ({
        refused: { message: 'No', data: null },
        log: [{ way: 'received', name: 'connect_error', args: ['No'] }],
      }),
    },
    arrivals: createArrivals(async () => {}, signal),
    timeoutMs: 10,
    signal,
  })
  const arrangement = bareArrangement({ baseUrl: 'http://x', identities: {} })
  expect(await connections.admitObservers({ ...arrangement, values: { code: 'abc' } })).toBeNull()
  expect(connections.log().map(({ who, name }) => `${who} ${name}`)).toEqual([
    'observer 1 connect_error',
    'observer 2 connect_error',
  ])
  expect(connections.listeners()).toEqual([])
})

/** How the target is, besides its answers: by default, it has every transport, and says all at once. */
interface How {
  readonly ownNamespace?: string | null
  readonly lacks?: string
  readonly isLate?: boolean
  readonly ended?: string | null
  readonly transports?: Target['transports']
  readonly timeoutMs?: number
}

/** Connects the observers to a target that answers each call of theirs so, by an ack or an event. */
async function observed(
  socket: Partial<SocketDialect>,
  answers: (args: readonly unknown[]) => { readonly ack?: unknown; readonly event?: readonly [string, unknown] },
  {
    ownNamespace = null,
    lacks,
    isLate = false,
    ended = null,
    timeoutMs = 10,
    transports = ['polling', 'websocket'],
  }: How = {},
) {
  const [sent, places, waits]: [unknown[], SocketDestination[], number[]] = [[], [], []]
  const { signal } = new AbortController()
  const arrivals = createArrivals((ms) => {
    waits.push(ms)
    return isLate ? new Promise(() => {}) : Promise.resolve()
  }, signal)
  const socketClient: SocketClient = {
    reach: async () => null,
    connect: async (to, onPacket) => {
      places.push(to)
      if (to.transport === lacks) return { kind: 'reset', message: 'none' }
      const [heard, acks]: [{ event: string; args: readonly unknown[] }[], (readonly unknown[])[]] = [[], []]
      return {
        id: 's',
        heard,
        acks,
        log: [],
        ended: () => ended,
        emit(event, args) {
          sent.push([event, ...args])
          const { ack, event: told } = answers(args)
          const say = (): void => {
            if (ack !== undefined) acks.push([ack])
            if (told !== undefined) heard.push({ event: told[0], args: [told[1]] })
            onPacket()
          }
          if (isLate) setImmediate(say)
          else say()
        },
        caughtUp: async () => {},
        isAlive: async () => true,
        close: async () => {},
        lose: async () => {},
      }
    },
  }
  const connections = createConnections({
    target: { ...target, transports, socket: { ...PLAIN_DIALECT, ...socket } },
    seat: seatIn({ 'meeting-room': [] }),
    transport: 'polling',
    socketClient,
    arrivals,
    timeoutMs,
    signal,
  })
  const arrangement = bareArrangement({ baseUrl: 'http://x', identities: {} })
  const trouble = await connections.admitObservers({
    ...arrangement,
    values: { code: 'abc' },
    elsewhere: { code: 'far' },
    auth: { world: 'qa' },
    ownNamespace,
  })
  const seats = connections.listeners().map(({ who, isSeated, isJudged }) => [who, isSeated, isJudged])
  return { sent, places, waits, trouble, seats }
}
const PARTICIPANT = { ack: { id: 'p', roomId: 'r', isActive: true } }

describe('observers', () => {
  it('take seats in the room of the case and elsewhere, in the words of the target', async () => {
    const words = { events: { 'join-room': 'enter' }, members: { code: { name: 'roomCode', unless: null } } }
    const { sent, trouble } = await observed(words, () => PARTICIPANT)
    expect(trouble).toBeNull()
    expect(sent).toEqual([
      ['enter', expect.objectContaining({ roomCode: 'abc', guestName: 'observer 1' })],
      ['enter', expect.objectContaining({ roomCode: 'abc', guestName: 'observer 2' })],
      ['enter', expect.objectContaining({ roomCode: 'far', guestName: 'elsewhere' })],
    ])
  })

  it('are seated by an answer that is a participant; of any other than a refusal they are not judged', async () => {
    expect((await observed({}, () => PARTICIPANT)).seats).toEqual([
      ['observer 1', true, true],
      ['observer 2', true, true],
      ['elsewhere', false, true],
    ])
    const refusal = { ack: { statusCode: 403, message: 'Room is locked' } }
    expect((await observed({}, () => refusal)).seats[0]).toEqual(['observer 1', false, true])
    expect((await observed({}, () => ({ ack: { ok: true } }))).seats[0]).toEqual(['observer 1', false, false])
  })

  it('are answered by an event only where the target answers so', async () => {
    const event = ['room-joined', PARTICIPANT.ack] as const
    const answers = { 'join-room': { inPlaceOfAck: true, success: ['room-joined'], refusal: [] } }
    expect((await observed({ answers }, () => ({ event }))).seats[0]).toEqual(['observer 1', true, true])
    expect((await observed({}, () => ({ event }))).seats[0]).toEqual(['observer 1', false, false])
  })

  it('enter as the arrangement says, or in a namespace of their own, and share a connection only there', async () => {
    const entering = async (own: string | null) =>
      (await observed({}, () => PARTICIPANT, { ownNamespace: own })).places[0]
    expect(await entering(null)).toMatchObject({ namespace: '/', auth: { world: 'qa' }, transport: 'websocket' })
    expect(await entering(null)).not.toHaveProperty('shares')
    expect(await entering('/~qa')).toMatchObject({ namespace: '/~qa', shares: true })
    expect((await entering('/~qa'))?.auth).toEqual({})
    expect((await entering('/~qa'))?.headers).toEqual({})
  })

  it('listen over a WebSocket if the target has one or no sockets at all, else over the first of its transports', async () => {
    const over = async (...transports: Target['transports']) =>
      (await observed({}, () => PARTICIPANT, { transports })).places[0]?.transport
    expect([
      await over('upgraded', 'websocket'),
      await over('http', 'upgraded', 'polling'),
      await over('http'),
    ]).toEqual(['websocket', 'upgraded', 'websocket'])
  })

  it('listen over the transport of the callers where the quickest is unavailable', async () => {
    const { trouble, places } = await observed({}, () => PARTICIPANT, { lacks: 'websocket' })
    expect([trouble, places.filter(({ transport }) => transport === 'polling').length]).toEqual([null, 3])
    expect((await observed({}, () => PARTICIPANT, { lacks: 'polling' })).trouble).toBeNull()
  })

  it('are answered by an ack in the first place, and by what comes later', async () => {
    const event = ['room-joined', PARTICIPANT.ack] as const
    const answers = { 'join-room': { inPlaceOfAck: false, success: ['room-joined'], refusal: [] } }
    const both = await observed({ answers }, () => ({ event, ack: { ok: true } }))
    expect(both.seats[0]).toEqual(['observer 1', false, false])
    expect((await observed({}, () => PARTICIPANT, { isLate: true })).seats[0]).toEqual(['observer 1', true, true])
  })

  it('wait for an answer for two seconds at most, and not at all once their connection has ended', async () => {
    const waits = async (how: How) => (await observed({}, () => ({}), how)).waits
    expect(await waits({ timeoutMs: 10_000 })).toEqual([2000, 2000, 2000])
    expect(await waits({ timeoutMs: 500 })).toEqual([500, 500, 500])
    expect(await waits({ ended: 'transport close' })).toEqual([])
  })
})
