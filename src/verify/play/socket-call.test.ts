import { expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import type { Heard, RefusedConnection, SocketConnection } from '../model/socket-client.ts'
import { answer } from '../testing/answers.ts'
import { arrangedFor, connectionOf, partsFor } from '../testing/plays.ts'
import { target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import { createRoster } from './roster.ts'
import type { SocketAnswer } from './socket-answer.ts'
import { callOn, silence } from './socket-call.ts'

/** A connection that has ended for a reason, or answers if it is asked, or doesn't. */
const connection = (ended: string | null, isAlive = false): SocketConnection => ({
  id: 'c',
  heard: [],
  acks: [],
  log: [],
  ended: () => ended,
  emit: () => {},
  caughtUp: async () => {},
  isAlive: async () => isAlive,
  close: async () => {},
  lose: async () => {},
})

it.each([
  ['that the server dismissed', connection('io server disconnect'), null],
  ['that answers when it is asked', connection(null, true), null],
  ['that was lost', connection('transport close'), 'reset'],
  ['that its client closed', connection('io client disconnect'), 'reset'],
  ['that answers nothing at all', connection(null), 'timeout'],
])('silence on a connection %s is trouble only where nobody meant it', async (_, silent, kind) => {
  const listener = { who: 'Jane', connection: silent, isSeated: false, isJudged: true }
  expect((await silence(listener, { timeoutMs: 1 }))?.kind ?? null).toBe(kind)
})

interface CalledOptions {
  readonly ack?: boolean
  readonly dialect?: Partial<SocketDialect>
  /** Null: connecting is the call. */
  readonly event?: string | null
  /** What the waits are told. */
  readonly told?: string[]
}

/** Calls on a connection like this, or one that is refused. */
async function called(
  how: Partial<SocketConnection> | RefusedConnection,
  { ack = true, dialect = {}, event = 'join-room', told = [] }: CalledOptions = {},
  arrivals = createArrivals(async () => {}, new AbortController().signal),
): Promise<SocketAnswer> {
  const roster = createRoster()
  const { call } = answer('joinMeetingRoom/room-locked')
  const parts = partsFor({ socketFaces, target: { ...target, socket: { ...PLAIN_DIALECT, ...dialect } } })
  const waits = { ...parts.waits, came: () => void told.push('came'), missed: () => void told.push('missed') }
  const answered = await callOn({
    call: { ...call, socket: { ...call.socket, ack } },
    packet: { event, args: [{}], auth: {}, headers: {} },
    arrangement: arrangedFor({}),
    connections: {
      ...roster,
      admitObservers: async () => null,
      admit: async () => ('refused' in how ? how : roster.enter('Jane', connectionOf(how))),
    },
    arrivals,
    parts: { ...parts, waits },
  })
  if ('trouble' in answered) throw new Error(answered.trouble.message)
  return answered
}

/** A connection on which a call causes this. */
function causing(cause: (heard: Heard[]) => void) {
  const [heard, acks]: [Heard[], unknown[][]] = [[], []]
  return { heard, acks, emit: () => cause(heard) }
}

const NO = { event: 'exception', args: [{ statusCode: 403, message: 'no' }] }

it('an event that answers lacks an ack only where one was wanted, and no event takes its place', async () => {
  const acksOf = async (ack: boolean, inPlaceOfAck: boolean): Promise<unknown> => {
    const answers = inPlaceOfAck ? { 'join-room': { inPlaceOfAck, success: [], refusal: ['exception'] } } : {}
    const answered = await called(
      causing((heard) => heard.push(NO)),
      { ack, dialect: { answers } },
    )
    return [answered.received.status, answered.about.event, answered.acks()]
  }
  expect(await acksOf(true, false)).toEqual([403, 'exception', 0])
  expect(await acksOf(true, true)).toEqual([403, 'exception', null])
  expect(await acksOf(false, false)).toEqual([403, 'exception', null])
})

it('an ack that comes after an event, once the connection is asked, is the answer', async () => {
  const how = causing((heard) => heard.push(NO))
  const answered = await called({ ...how, isAlive: async () => how.acks.push([{ statusCode: 409 }]) > 0 })
  expect([answered.about.answeredBy, answered.received.status, answered.acks()]).toEqual(['ack', 409, 1])
})

it('a connection that is refused without a status counts as a bad request', async () => {
  const refusedWith = (data: unknown) => called({ refused: { message: 'No', data }, log: [] })
  expect((await refusedWith(undefined)).received.status).toBe(400)
  expect((await refusedWith({ statusCode: 401 })).received.status).toBe(401)
})

it('what a server says last before it ends the connection is its answer', async () => {
  let ended: string | null = null
  const how = causing((heard) => {
    heard.push({ event: 'note', args: [{ statusCode: 400 }] }, { event: 'force-disconnect', args: [{ reason: 'x' }] })
    ended = 'io server disconnect'
  })
  const answered = await called({ ...how, ended: () => ended })
  expect([answered.about.answeredBy, answered.about.event, answered.received.status]).toEqual([
    'disconnect',
    'force-disconnect',
    0,
  ])
})

it('what a server says while it connects is its answer where it ends the connection at once', async () => {
  const how = { heard: [NO], ended: () => 'io server disconnect' }
  const { about, received } = await called(how, { event: null })
  expect([about.answeredBy, about.event, received.status]).toEqual(['disconnect', 'exception', 403])
})

it('a connection that should be refused may be ended a little after it is made', async () => {
  let ended: string | null = null
  const caughtUp = async (): Promise<void> => void (ended = 'io server disconnect')
  const { about } = await called({ caughtUp, ended: () => ended }, { event: null })
  expect(about.answeredBy).toBe('disconnect')
})

it('what a server said before a call is not its answer to it, nor is an earlier ack', async () => {
  let ended: string | null = null
  const early = causing(() => (ended = 'io server disconnect'))
  early.heard.push(NO)
  const { about, received } = await called({ ...early, ended: () => ended })
  expect([about.answeredBy, about.event, received.status]).toEqual(['disconnect', null, 0])
  const acks: unknown[][] = [[{ statusCode: 404 }]]
  const second = await called({ acks, emit: () => void acks.push([{ statusCode: 409 }]) })
  expect([second.received.status, second.acks()]).toEqual([409, 1])
})

it('a call without an answer lacks an ack only where one was wanted, and is trouble on a dead connection', async () => {
  const silent = { emit: () => {}, isAlive: async () => true }
  const acksOf = async (ack: boolean, inPlaceOfAck = false): Promise<unknown> => {
    const answers = { 'join-room': { inPlaceOfAck, success: [], refusal: ['exception'] } }
    const { about, received, acks } = await called(silent, { ack, dialect: { answers } })
    return [about.answeredBy, received.status, acks()]
  }
  expect([await acksOf(true), await acksOf(false), await acksOf(true, true)]).toEqual([
    ['nothing', 0, 0],
    ['nothing', 0, null],
    ['nothing', 0, null],
  ])
  await expect(called({ ...silent, isAlive: async () => false })).rejects.toThrow(
    /^No answer on the Socket\.IO connection of Jane within \d+ ms; /,
  )
})

it('later calls wait as long as answers take, and less where none comes', async () => {
  const told: string[] = []
  await called(
    causing((heard) => heard.push(NO)),
    { ack: false, told },
  )
  await called({ emit: () => {}, isAlive: async () => true }, { told })
  expect(told).toEqual(['came', 'missed'])
})

it('a call waits no longer than its connection lasts', async () => {
  let ended: string | null = null
  const never = createArrivals(() => new Promise(() => {}), new AbortController().signal)
  const end = (): void => {
    ended = 'io server disconnect'
    queueMicrotask(never.wake)
  }
  const { about } = await called({ emit: end, ended: () => ended }, {}, never)
  expect(about.answeredBy).toBe('disconnect')
})
