import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Heard, SocketConnection } from '../model/socket-client.ts'
import type { RunOptions } from '../run/run-options.ts'
import { answer, onWebSocket } from '../testing/answers.ts'
import { arrangedFor, connectionOf, notedLease, partsFor } from '../testing/plays.ts'
import { target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import { playCall, prepare, type CaseOnSockets } from './call-on-sockets.ts'
import type { Connections } from './connections.ts'
import { createRoster, type Listener } from './roster.ts'

const JOIN = 'joinMeetingRoom/joined-as-guest'
const joined = { ...JSON.parse(answer(JOIN).outcome.example), statusCode: 201 }
const locked = { statusCode: 403, message: 'Room is locked' }
const identities = { ...target.identities, guest: {}, host: { Authorization: 'Bearer t' } }
const { signal } = new AbortController()

interface Given {
  readonly id?: string
  readonly call?: Partial<CaseCall>
  readonly arranged?: Partial<Arrangement>
  readonly options?: Partial<RunOptions>
  readonly sleep?: () => Promise<void>
}
/** A case on sockets, whose callers are connections like this one. */
function begin(
  open: (nth: number) => Partial<SocketConnection>,
  { id = JOIN, call = {}, arranged = {}, options = {}, sleep = async () => {} }: Given = {},
) {
  const roster = createRoster()
  const order: string[] = []
  let callers = 0
  const connections: Connections = {
    ...roster,
    admitObservers: async () => null,
    admit: async (name) => roster.enter(name ?? `caller ${++callers}`, connectionOf(open(callers - 1))),
    async cut(name) {
      order.push(`cut ${name}`)
      await roster.cut(name)
    },
  }
  const enter = (who: string, heard: readonly Heard[] = [], isSeated = true): Listener => {
    const listener = roster.enter(who, connectionOf({ heard, isAlive: async () => order.push('asked') > 0 }))
    listener.isSeated = isSeated
    roster.name(who, listener)
    return listener
  }
  const known = onWebSocket(id)
  const playing: CaseOnSockets = {
    planned: { ...known, testCase: { ...known.testCase, ...call } },
    arrangement: arrangedFor({ identities, ...arranged }),
    lease: notedLease(),
    parts: partsFor({ socketFaces, ...options }),
    connections,
    arrivals: createArrivals(sleep, signal),
  }
  const play = () => {
    const ready = prepare(playing.planned.testCase, playing)
    if ('reason' in ready) throw new Error(ready.reason)
    return playCall(ready, [], playing)
  }
  return { play, playing, order, enter }
}
/** A connection that acks every event like this. */
const acking = (...args: readonly unknown[]): Partial<SocketConnection> => {
  const acks: (readonly unknown[])[] = []
  return { acks, emit: () => void acks.push(args) }
}

describe('a call on a socket', () => {
  it('is shown as an event with its payload, in the names of the target', () => {
    const socket = { ...target.socket, events: { 'join-room': 'join' } }
    const { playing } = begin(() => ({}), { options: { target: { ...target, socket } } })
    expect(prepare(playing.planned.testCase, playing)).toMatchObject({
      packet: { event: 'join-room' },
      request: {
        method: 'EVENT',
        target: 'join',
        headers: {},
        body: '{"code":"the-code","guestName":"Jane Smith"}',
      },
    })
  })

  it('that is connecting is shown with its token and its namespace', () => {
    const socket = { ...target.socket, namespace: '/meetings' }
    const { playing } = begin(() => ({}), {
      id: 'connectMeetingRooms/connected:host',
      options: { target: { ...target, socket } },
    })
    expect(prepare(playing.planned.testCase, playing)).toMatchObject({
      request: { method: 'CONNECT', target: '/meetings', headers: { Authorization: 'Bearer t' }, body: null },
    })
  })

  it('may be made over HTTP, and is none if it cannot be made', () => {
    const { playing } = begin(() => ({}))
    const { testCase } = playing.planned
    const over = { ...testCase, socket: { ...testCase.socket, overHttp: true } }
    expect(prepare(over, playing)).toMatchObject({
      packet: null,
      request: { method: 'POST', target: '/rooms/the-code/join' },
    })
    expect(prepare({ ...testCase, as: 'stranger' }, playing)).toMatchObject({ kind: 'identity' })
  })

  it('is answered by an ack, which is judged with what others heard', async () => {
    const { play, enter } = begin(() => acking(joined))
    enter('observer 1', [])
    const { played, trouble } = await play()
    expect(trouble).toBeUndefined()
    expect(played).toMatchObject([
      {
        request: { method: 'EVENT' },
        answered: {
          received: { status: 201 },
          sockets: {
            callerId: 'the-socket',
            answeredBy: 'ack',
            acks: 1,
            ackArguments: 1,
            waitedMs: 1000,
            listened: [
              { who: 'observer 1', expected: ['user-joined'] },
              { who: 'caller 1', isCaller: true },
            ],
          },
        },
      },
    ])
    expect(played[0]?.judgement?.breaches.map(({ check }) => check)).toEqual(['heard'])
  })

  it('has every packet up to its answer, and how long an answer was waited for', async () => {
    const log = [{ way: 'sent', name: 'join-room', args: [] }] as const
    const { play, playing } = begin(() => ({ ...acking(joined), log }))
    Object.assign(playing.parts, { waits: { ...playing.parts.waits, forExpected: () => 12.4 } })
    const { played } = await play()
    expect(played.map(({ packets }) => packets)).toEqual([[{ ...log[0], who: 'caller 1' }]])
    expect(played[0]?.answered?.sockets?.waitedMs).toBe(12)
    const lost = await begin(() => ({ ended: () => 'transport close', log })).play()
    expect(lost.played.map(({ packets }) => packets)).toEqual([[{ ...log[0], who: 'caller 1' }]])
  })

  it('that is refused without a status is judged by its message, where the target refuses so', async () => {
    const socket = { ...target.socket, refusal: { when: { '/ok': false }, message: ['/message'], status: {} } }
    const { play, playing } = begin(() => acking({ ok: false, message: 'Room is locked' }), {
      id: 'joinMeetingRoom/room-locked',
      options: { target: { ...target, socket } },
    })
    const { played } = await play()
    expect(played).toMatchObject([{ judgement: { breaches: [] } }])
    expect(playing.parts.remarks.texts()).toEqual([
      'refusals have no status: 1 were judged only by their message (socket.refusal.status can define statuses)',
    ])
  })

  it('over HTTP has no caller on a socket', async () => {
    const { testCase } = onWebSocket(JOIN)
    const { play } = begin(() => ({}), {
      call: { socket: { ...testCase.socket, overHttp: true, hears: {} } },
      options: { send: async () => answer(JOIN).received },
    })
    const { played } = await play()
    expect(played).toMatchObject([
      {
        answered: {
          received: { status: 201 },
          sockets: {
            callerId: null,
            answeredBy: null,
            event: null,
            acks: null,
            ackArguments: 0,
            refusedBy: null,
            listened: [],
          },
        },
        judgement: { breaches: [] },
      },
    ])
  })

  it('made at once has its winner first, of whom alone others hear', async () => {
    const { play, enter } = begin((nth) => acking(nth === 1 ? joined : { statusCode: 400, message: 'Room is full' }), {
      call: { atOnce: { calls: 3, others: 'room-full' } },
    })
    enter('observer 1', [])
    const { played } = await play()
    expect(
      played.map(({ call, answered }) => [call.expect, answered?.received.status, answered?.sockets?.listened.length]),
    ).toEqual([
      ['joined-as-guest', 201, 2],
      ['room-full', 400, 0],
      ['room-full', 400, 0],
    ])
  })
})

describe('trouble', () => {
  it('of one of several calls is that of all', async () => {
    const lost = { ended: () => 'transport close' }
    const { play } = begin((nth) => (nth === 1 ? lost : acking(joined)), {
      call: { atOnce: { calls: 2, others: 'room-full' } },
    })
    const { played, trouble } = await play()
    expect(trouble).toEqual({
      kind: 'reset',
      message: "The Socket.IO connection of caller 2 ended too early (transport close); check the target's log.",
    })
    expect(played).toMatchObject([{ request: { method: 'EVENT' }, answered: null, judgement: null, packets: [] }])
    expect(played).toHaveLength(1)
  })

  it('over HTTP, or of a witness, is that of the call', async () => {
    const { testCase } = onWebSocket(JOIN)
    const reset = { kind: 'reset', message: 'It was reset.' } as const
    const overHttp = begin(() => ({}), {
      call: { socket: { ...testCase.socket, overHttp: true } },
      options: { send: async () => reset },
    })
    expect(await overHttp.play()).toMatchObject({ played: [{ answered: null }], trouble: reset })
    const { play, playing } = begin(() => acking(joined))
    const dead = connectionOf({ isAlive: async () => false })
    const listener = await playing.connections.admit(
      'observer 1',
      { event: null, args: [], auth: {}, headers: {} },
      arrangedFor(),
    )
    if (!('who' in listener)) throw new Error('it was not admitted')
    Object.assign(listener, { isSeated: true, connection: dead })
    expect(await play()).toMatchObject({ played: [{ answered: null }], trouble: { kind: 'timeout' } })
  })
})

describe('before a call', () => {
  const OUT: Heard = { event: 'force-disconnect', args: [] }

  it('facts are set, what is heard of them does not count, and those who lost their seats have none', async () => {
    const heard: Heard[] = []
    const { play, order, enter } = begin(() => acking(locked), {
      call: { set: { 'meeting-room': ['locked'] } },
      arranged: {
        set: async (given) => {
          await new Promise((resolve) => setImmediate(resolve))
          order.push(JSON.stringify(given))
          heard.push(OUT)
        },
      },
    })
    const observer = enter('observer 1', heard)
    const { played } = await play()
    expect(order.slice(0, 2)).toEqual(['{"meeting-room":["locked"]}', 'asked'])
    expect(played[0]?.answered?.sockets?.listened[0]).toEqual({
      who: 'observer 1',
      isCaller: false,
      expected: [],
      events: [],
    })
    expect(observer.isSeated).toBe(false)
  })

  it('nothing is set if nothing is to be, and nobody is asked', async () => {
    const { play, order, enter } = begin(() => acking(joined), {
      arranged: { set: async () => void order.push('set') },
    })
    const observer = enter('observer 1', [OUT])
    await play()
    expect(order).toEqual(['asked'])
    expect(observer.isSeated).toBe(true)
  })

  it('time passes, then connections are cut, which others may notice', async () => {
    const { testCase } = onWebSocket(JOIN)
    const { play, order, enter } = begin(() => acking(joined), {
      call: { waitMs: 30, socket: { ...testCase.socket, cuts: ['Ann'], hears: {} } },
      arranged: { pass: async (ms) => void order.push(`passed ${ms}`) },
    })
    enter('Ann')
    enter('observer 1', [])
    const { played } = await play()
    expect(order.slice(0, 2)).toEqual(['passed 30', 'cut Ann'])
    expect(played[0]?.answered?.sockets?.listened.map(({ who }) => who)).toEqual(['observer 1', 'caller 1'])
  })

  it('the time that passes is scaled to the window of the target', async () => {
    const rateLimit = { requests: 2, windowMs: 1000, outcome: null, key: 'address' } as const
    const { play, order } = begin(() => acking(joined), {
      call: { waitMs: 30 },
      arranged: { pass: async (ms) => void order.push(`passed ${ms}`) },
      options: {
        faces: faces.current.map((face) => ({ ...face, rateLimit })),
        target: { ...target, limits: { joinMeetingRoom: { requests: 2, windowMs: 2000 } } },
      },
    })
    await play()
    expect(order).toEqual(['passed 60'])
  })

  it('what others hear of a connection that is cut may come before the call', async () => {
    const { testCase } = onWebSocket(JOIN)
    const waitsWith = async (cuts: readonly string[]): Promise<number> => {
      let waits = 0
      const sleep = async (): Promise<void> => void waits++
      const { play, enter } = begin(() => acking(joined), {
        call: { socket: { ...testCase.socket, cuts, hears: {} } },
        sleep,
      })
      enter('Ann')
      enter('observer 1')
      await play()
      return waits
    }
    expect(await waitsWith(['Ann'])).toBe((await waitsWith([])) + 1)
  })
})
