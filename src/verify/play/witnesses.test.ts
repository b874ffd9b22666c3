import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Heard, SocketConnection } from '../model/socket-client.ts'
import { onWebSocket } from '../testing/answers.ts'
import { connectionOf, partsFor } from '../testing/plays.ts'
import { createTestArranger, target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import type { Connections } from './connections.ts'
import type { PlayParts } from './play-parts.ts'
import { createRoster, type Listener } from './roster.ts'
import { toSocketAnswer, type SocketAnswer } from './socket-answer.ts'
import { caughtUp, heardAll, heardBy, loseSeats, noticed, toWitnesses } from './witnesses.ts'

const event = (name: string, ...args: readonly unknown[]): Heard => ({ event: name, args })
const JOINED = event('user-joined', { participant: {} })
const unused = (): never => {
  throw new Error('nobody is admitted here')
}
const { signal } = new AbortController()

/** Clients that are connected, arrivals whose waits end at once, and the parts of a play on a foreign server. */
function begin(change: Partial<PlayParts> = {}) {
  const connections: Connections = { ...createRoster(), admit: unused, admitObservers: unused }
  const roster = createRoster()
  const all = { ...connections, listeners: roster.listeners, cut: roster.cut }
  const slept: number[] = []
  const sleep = async (ms: number): Promise<void> => void slept.push(ms)
  const parts = { ...partsFor({ arranger: createTestArranger(false), socketFaces, sleep }), ...change }
  const enter = (who: string, given: Partial<SocketConnection> = {}, isSeated = false): Listener => {
    const listener = roster.enter(who, connectionOf(given))
    listener.isSeated = isSeated
    roster.name(who, listener)
    return listener
  }
  return { connections: all, arrivals: createArrivals(sleep, signal), parts, enter, slept }
}
const callOf = (hears: CaseCall['socket']['hears'], id = 'joinMeetingRoom/joined-as-guest'): CaseCall => {
  const { testCase } = onWebSocket(id)
  return { ...testCase, socket: { ...testCase.socket, hears } }
}
const acked = (listener: Listener | null, status = 201, name?: string): SocketAnswer =>
  toSocketAnswer(
    { by: name === undefined ? 'ack' : 'event', value: {}, status, ...(name === undefined ? {} : { event: name }) },
    listener,
    performance.now(),
  )

describe('whoever was connected at a call', () => {
  it('is marked by what they had heard, and whether they were seated', () => {
    const { enter } = begin()
    const [one, two] = [enter('observer 1', { heard: [JOINED] }, true), enter('observer 2')]
    expect(toWitnesses([one, two])).toEqual([
      { listener: one, from: 1, wasSeated: true },
      { listener: two, from: 0, wasSeated: false },
    ])
  })

  it('should hear what others do if they had a seat, or what is said of them by name', async () => {
    const { enter, ...more } = begin()
    enter('observer 1', {}, true)
    enter('observer 2')
    enter('Ann')
    const caller = enter('caller 1')
    const call = callOf({ others: ['user-joined'], Ann: ['room-locked'], caller: ['force-disconnect'] })
    const heard = await heardBy(toWitnesses(more.connections.listeners()), { ...more, call, answer: acked(caller) })
    expect(heard).toEqual([
      { who: 'observer 1', isCaller: false, expected: ['user-joined'], events: [] },
      { who: 'observer 2', isCaller: false, expected: [], events: [] },
      { who: 'Ann', isCaller: false, expected: ['room-locked'], events: [] },
      { who: 'caller 1', isCaller: true, expected: ['force-disconnect'], events: [] },
    ])
  })

  it('should hear nothing if nothing is said of them', async () => {
    const { enter, ...more } = begin()
    enter('observer 1', {}, true)
    const caller = enter('Ann')
    const heard = await heardBy(toWitnesses(more.connections.listeners()), {
      ...more,
      call: callOf({ Ann: ['room-locked'] }),
      answer: acked(caller),
    })
    expect(heard).toMatchObject([{ expected: [] }, { who: 'Ann', expected: ['room-locked'] }])
  })

  it('is asked about what they heard since, in the contract’s names, without events that it does not have', async () => {
    const socket = { ...target.socket, events: { 'user-joined': 'joined' } }
    const { enter, ...more } = begin({ target: { ...target, socket } })
    enter('observer 1', { heard: [event('joined', 1), event('joined', 2), event('typing'), event('toString')] }, true)
    const caller = enter('caller 1')
    const before = toWitnesses(more.connections.listeners()).map((each, nth) =>
      nth === 0 ? { ...each, from: 1 } : each,
    )
    const heard = await heardBy(before, { ...more, call: callOf({ others: ['user-joined'] }), answer: acked(caller) })
    expect(heard).toMatchObject([{ events: [{ event: 'user-joined', args: [2] }] }, { events: [] }])
  })

  it('is left out if it is not known what they should hear, or if they are gone', async () => {
    const { enter, ...more } = begin()
    const [one, two, caller] = [enter('observer 1'), enter('observer 2'), enter('caller 1')]
    const before = toWitnesses([one, two, caller])
    one.isJudged = false
    await more.connections.cut('observer 2')
    const heard = await heardBy(before, { ...more, call: callOf({}), answer: acked(caller) })
    expect(heard).toMatchObject([{ who: 'caller 1' }])
    expect(heard).toHaveLength(1)
  })
})

describe('the caller', () => {
  it('who connected for the call has heard everything since; over HTTP there is none', async () => {
    const { enter, ...more } = begin()
    const before = toWitnesses(more.connections.listeners())
    const caller = enter('caller 1', { heard: [event('room-joined', {})] })
    const call = callOf({})
    expect(await heardBy(before, { ...more, call, answer: acked(caller) })).toMatchObject([
      { who: 'caller 1', isCaller: true, events: [{ event: 'room-joined' }] },
    ])
    expect(await heardBy(before, { ...more, call, answer: acked(null) })).toEqual([])
  })

  it('hears the event that answers, before what else is said', async () => {
    const { enter, ...more } = begin()
    const caller = enter('caller 1', { heard: [event('room-joined', {}), JOINED] })
    const answer = acked(caller, 201, 'room-joined')
    expect(await heardBy([], { ...more, call: callOf({ caller: ['user-joined'] }), answer })).toMatchObject([
      { expected: ['room-joined', 'user-joined'] },
    ])
  })

  it('is not judged by the events that answer its calls, as the target file says', async () => {
    const answers = { 'join-room': { inPlaceOfAck: false, success: ['room-joined'], refusal: [] } }
    const { enter, ...more } = begin({ target: { ...target, socket: { ...target.socket, answers } } })
    const heard = [event('room-joined', {}), JOINED]
    const caller = enter('caller 1', { heard })
    enter('observer 1', { heard })
    const all = await heardBy(
      toWitnesses(more.connections.listeners()).map((each) => ({ ...each, from: 0 })),
      {
        ...more,
        call: callOf({}),
        answer: acked(caller, 201, 'room-joined'),
      },
    )
    expect(all).toMatchObject([{ expected: [], events: [JOINED] }, { events: heard }])
  })
})

describe('what should be heard', () => {
  it('is waited for, and how long it took is remembered; what comes later is taken, too', async () => {
    const times: string[] = []
    const { enter, ...more } = begin()
    const waits = {
      ...more.parts.waits,
      came: () => void times.push('came'),
      forExpected: () => {
        times.push('expected')
        return 5
      },
    }
    const heard: Heard[] = []
    const one = enter('observer 1', { heard }, true)
    const caller = enter('caller 1', { caughtUp: async () => void heard.push(event('room-locked', {})) })
    const before = toWitnesses([one, caller])
    heard.push(JOINED)
    const call = callOf({ others: ['user-joined'] })
    const found = await heardBy(before, { ...more, parts: { ...more.parts, waits }, call, answer: acked(caller) })
    expect(times).toEqual(['expected', 'came'])
    expect(found).toMatchObject([{ events: [JOINED, event('room-locked', {})] }, {}])
    // Nothing that should come tells nothing of the time.
    times.length = 0
    await heardBy(before, { ...more, parts: { ...more.parts, waits }, call: callOf({}), answer: acked(caller) })
    expect(times).toEqual(['expected'])
  })

  it('and does not come is trouble if the connection is dead, else a finding of the checks', async () => {
    const { enter, ...more } = begin()
    enter('observer 1', {}, true)
    const call = callOf({ others: ['user-joined'] })
    const alive = await heardBy(toWitnesses(more.connections.listeners()), { ...more, call, answer: acked(null) })
    expect(alive).toMatchObject([{ expected: ['user-joined'], events: [] }])
    const dead = begin()
    dead.enter('observer 1', { isAlive: async () => false }, true)
    const trouble = await heardBy(toWitnesses(dead.connections.listeners()), { ...dead, call, answer: acked(null) })
    expect(trouble).toEqual({
      kind: 'timeout',
      message: `No answer on the Socket.IO connection of observer 1 within ${dead.parts.timeoutMs} ms; check whether the target hangs, or allow more time.`,
    })
  })

  it('and comes while it is asked whether the connection is alive is no trouble', async () => {
    const { enter, ...more } = begin()
    const heard: Heard[] = []
    const isAlive = async (): Promise<boolean> => {
      heard.push(JOINED)
      return false
    }
    enter('observer 1', { heard, isAlive }, true)
    const call = callOf({ others: ['user-joined'] })
    const found = await heardBy(toWitnesses(more.connections.listeners()), { ...more, call, answer: acked(null) })
    expect(found).toMatchObject([{ events: [JOINED] }])
  })
})

describe('a seat', () => {
  /** Whether the caller and an observer, who both had heard this, have seats after a call. */
  async function seats(id: string, status: number, heard: readonly Heard[] = [], isSeated = false): Promise<boolean[]> {
    const { enter, ...more } = begin()
    const [caller, observer] = [enter('caller 1', { heard }, isSeated), enter('observer 1', { heard }, true)]
    const before = [caller, observer].map((listener) => ({ listener, from: 0, wasSeated: listener.isSeated }))
    await heardBy(before, { ...more, call: callOf({}, id), answer: acked(caller, status) })
    return [caller.isSeated, observer.isSeated]
  }
  const JOIN = 'joinMeetingRoom/joined-as-guest'
  const LEAVE = 'leaveMeetingRoom/left'

  it('is taken by whoever joined, and only if that succeeded', async () => {
    expect(await seats(JOIN, 201)).toEqual([true, true])
    expect(await seats(JOIN, 299)).toEqual([true, true])
    expect(await seats(JOIN, 300)).toEqual([false, true])
    expect(await seats(JOIN, 400, [], true)).toEqual([true, true])
    // It has no answer, so it is not known.
    expect(await seats(JOIN, 0, [], true)).toEqual([false, true])
    expect(await seats('lockMeetingRoom/lock-changed', 200, [], true)).toEqual([true, true])
  })

  it('is given up by whoever left', async () => {
    expect(await seats(LEAVE, 200, [], true)).toEqual([false, true])
    expect(await seats(LEAVE, 403, [], true)).toEqual([true, true])
  })

  it('is lost by whoever is told to disconnect', async () => {
    expect(await seats('endMeetingRoom/room-ended', 200, [event('force-disconnect', {})], true)).toEqual([false, false])
    expect(await seats(JOIN, 400, [JOINED], true)).toEqual([true, true])
  })

  it('is lost by those whose last event was that, before a call', () => {
    const { enter, connections, parts } = begin()
    const gone = enter('observer 1', { heard: [JOINED, event('force-disconnect', {})] }, true)
    const back = enter('observer 2', { heard: [event('force-disconnect', {}), JOINED] }, true)
    const quiet = enter('Ann', {}, true)
    loseSeats(connections, parts)
    expect([gone, back, quiet].map(({ isSeated }) => isSeated)).toEqual([false, true, true])
  })
})

describe('that a client is gone', () => {
  const waits = { came: () => {}, missed: () => {}, forExpected: () => 700, forUnexpected: () => 70 }
  /** How long it was waited. */
  async function waited(given: Partial<SocketConnection>, wasSeated: boolean): Promise<number[]> {
    const { enter, arrivals, parts, slept } = begin()
    const listener = enter('observer 1', given)
    await noticed([{ listener, from: 0, wasSeated }], arrivals, { ...parts, waits })
    return slept
  }

  it('is heard by those in the room; with nobody there, a while must do', async () => {
    expect(await waited({}, true)).toEqual([700])
    expect(await waited({ heard: [event('user-left', {})] }, true)).toEqual([])
    expect(await waited({ heard: [event('typing', {})] }, true)).toEqual([700])
    expect(await waited({}, false)).toEqual([70])
    expect(await waited({ ended: () => 'transport close' }, true)).toEqual([70])
    // By each of them.
    const { enter, arrivals, parts, slept } = begin()
    const both = [enter('observer 1', { heard: [event('user-left', {})] }), enter('observer 2')]
    const inside = both.map((listener) => ({ listener, from: 0, wasSeated: true }))
    await noticed(inside, arrivals, { ...parts, waits })
    expect(slept).toEqual([700])
  })
})

describe('what was sent before', () => {
  const waits = (unexpected: number) => ({ ...begin().parts.waits, forUnexpected: () => unexpected })

  it('has arrived once every connection has caught up, and a while later on a remote target', async () => {
    for (const [timeoutMs, ms] of [
      [300, 300],
      [5000, 1000],
    ] as const) {
      const { enter, connections, arrivals, parts, slept } = begin()
      const asked: number[] = []
      for (const who of ['a', 'b']) enter(who, { caughtUp: async (most) => void asked.push(most) })
      await caughtUp(connections, arrivals, { ...parts, timeoutMs, waits: waits(9) })
      expect([asked, slept]).toEqual([[ms, ms], [9]])
      await caughtUp(connections, arrivals, { ...parts, waits: waits(0) })
      expect(slept).toEqual([9])
    }
  })

  it('has arrived once every connection has answered, however long that takes', async () => {
    const { enter, connections, parts, slept } = begin()
    const asked: number[] = []
    const isAlive = async (ms: number): Promise<boolean> => asked.push(ms) > 0
    for (const who of ['a', 'b']) enter(who, { isAlive })
    await heardAll(connections, { ...parts, timeoutMs: 5000, waits: waits(9) })
    expect([asked, slept]).toEqual([[5000, 5000], [9]])
    await heardAll(connections, { ...parts, waits: waits(0) })
    expect(slept).toEqual([9])
  })
})
