import { expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import type { Heard, RefusedConnection, SocketConnection } from '../model/socket-client.ts'
import { standTimers } from '../../../tests/support/timers.ts'
import { onWebSocket } from '../testing/answers.ts'
import { arrangedFor, connectionOf, partsFor } from '../testing/plays.ts'
import type { Target } from '../model/target.ts'
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

const endedEarly = (reason: string) => ({
  kind: 'reset',
  message: `The Socket.IO connection of Jane ended too early (${reason}); check the target's log.`,
})
const tooLate = {
  kind: 'timeout',
  message:
    'No answer on the Socket.IO connection of Jane within 77 ms; check whether the target hangs, or allow more time.',
}

it.each([
  ['that the server dismissed', connection('io server disconnect'), null],
  ['that answers when it is asked', connection(null, true), null],
  ['that was lost', connection('transport close'), endedEarly('transport close')],
  ['that its client closed', connection('io client disconnect'), endedEarly('io client disconnect')],
  ['that answers nothing at all', connection(null), tooLate],
])('silence on a connection %s is trouble only where nobody meant it', async (_, silent, trouble) => {
  const asked: number[] = []
  const isAlive = async (ms: number): Promise<boolean> => {
    asked.push(ms)
    return silent.isAlive(ms)
  }
  const listener = { who: 'Jane', connection: { ...silent, isAlive }, isSeated: false, isJudged: true }
  expect(await silence(listener, { timeoutMs: 77 })).toEqual(trouble)
  expect(asked.every((ms) => ms === 77)).toBe(true)
})

interface CalledOptions {
  readonly ack?: boolean
  readonly dialect?: Partial<SocketDialect>
  /** Null: connecting is the call. */
  readonly event?: string | null
  /** The name of its connection. */
  readonly on?: string | null
  /** More of the target. */
  readonly more?: Partial<Target>
  /** The case whose call it is. */
  readonly id?: string
  /** How long an answer may take. */
  readonly waitMs?: number
  /** What the waits are told. */
  readonly told?: string[]
}

/** Calls on a connection like this, or one that is refused. */
async function called(
  how: Partial<SocketConnection> | RefusedConnection,
  {
    ack = true,
    dialect = {},
    event = 'join-room',
    told = [],
    on = null,
    more = {},
    id = 'joinMeetingRoom/room-locked',
    waitMs = 1000,
  }: CalledOptions = {},
  arrivals = createArrivals(async () => {}, new AbortController().signal),
): Promise<SocketAnswer> {
  const roster = createRoster()
  const { testCase: call } = onWebSocket(id)
  const parts = partsFor({ socketFaces, target: { ...target, ...more, socket: { ...PLAIN_DIALECT, ...dialect } } })
  const waits = {
    ...parts.waits,
    came: (ms: number) => void told.push(`came after ${ms}`),
    missed: () => void told.push('missed'),
    forExpected: () => waitMs,
  }
  const answered = await callOn({
    call: { ...call, socket: { ...call.socket, ack, on } },
    packet: { event, args: [{ code: 'c' }], auth: {}, headers: {} },
    arrangement: arrangedFor({}),
    connections: {
      ...roster,
      admitObservers: async () => null,
      named: (name) => (name === 'Ann' && !('refused' in how) ? roster.enter('Ann', connectionOf(how)) : undefined),
      admit: async (name) =>
        'refused' in how ? how : roster.enter(name === null ? 'Jane' : `new ${name}`, connectionOf(how)),
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

it('a call is emitted in the words of the target, with what identifies its caller, and asks for an ack if it wants one', async () => {
  const emitted: unknown[] = []
  const emit = (...all: readonly unknown[]): void => void emitted.push(all)
  const dialect = { events: { 'join-room': 'enter' }, members: { code: { name: 'pin', unless: null } } }
  const more = { payloads: { guest: { uid: 'g' }, host: { uid: 'h' } } }
  for (const ack of [true, false]) await called({ emit, isAlive: async () => true }, { ack, dialect, more })
  expect(emitted).toEqual([
    ['enter', [{ uid: 'g', pin: 'c' }], true],
    ['enter', [{ uid: 'g', pin: 'c' }], false],
  ])
})

it('a call is made on the connection of its name, and on a new one of that name if there is none', async () => {
  const how = causing((heard) => heard.push(NO))
  const whoOf = async (on: string | null) => (await called(how, { on })).listener?.who
  expect([await whoOf('Ann'), await whoOf('Ben'), await whoOf(null)]).toEqual(['Ann', 'new Ben', 'Jane'])
})

it('connecting is answered by the connection, with the id of its socket', async () => {
  const { received, about, acks } = await called({ id: 'the-id' }, { event: null })
  expect([received.status, received.body, about, acks()]).toEqual([
    200,
    '{"sid":"the-id"}',
    { callerId: 'the-id', answeredBy: 'connection', event: null, ackArguments: 0, refusedBy: null },
    null,
  ])
})

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
  const dialect = { members: { code: { name: 'pin', unless: null } } }
  const { received, about, listener } = await called(
    { refused: { message: 'No', data: { pin: 'x' } }, log: [] },
    { dialect },
  )
  expect([received.body, about, listener]).toEqual([
    '{"code":"x"}',
    { callerId: '', answeredBy: 'refusal', event: null, ackArguments: 0, refusedBy: 'No' },
    null,
  ])
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
  using time = standTimers({ clock: true })
  time.pass(1000)
  const told: string[] = []
  await called(
    causing((heard) => {
      time.pass(40)
      heard.push(NO)
    }),
    { ack: false, told },
  )
  await called({ emit: () => {}, isAlive: async () => true }, { told })
  expect(told).toEqual(['came after 40', 'missed'])
})

it('a connection that should be refused is given a second at most to be ended, and one that should not no time', async () => {
  const waited = async (id: string, waitMs: number): Promise<number[]> => {
    const slept: number[] = []
    const arrivals = createArrivals(async (ms) => void slept.push(ms), new AbortController().signal)
    const { about } = await called({}, { event: null, id, waitMs }, arrivals)
    expect(about.answeredBy).toBe('connection')
    return slept
  }
  expect(await waited('joinMeetingRoom/room-locked', 300)).toEqual([300])
  expect(await waited('joinMeetingRoom/room-locked', 5000)).toEqual([1000])
  expect(await waited('connectMeetingRooms/connected', 300)).toEqual([])
})

it('an ack is not waited for after an event once the connection has ended', async () => {
  let ended: string | null = null
  const never = createArrivals(() => new Promise(() => {}), new AbortController().signal)
  const how = causing((heard) => {
    heard.push(NO)
    ended = 'io server disconnect'
  })
  const { about, acks } = await called({ ...how, ended: () => ended }, {}, never)
  expect([about.answeredBy, about.event, acks()]).toEqual(['event', 'exception', 0])
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
