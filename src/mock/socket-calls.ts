import type { SocketFace } from '../contract/model/face.ts'
import type { Announcement } from '../domain/announcement.ts'
import type { Call, CallingSocket, HeldSeat, Standing, Caller } from '../domain/operation.ts'
import { callerByBearer } from '../domain/people.ts'
import { UNLIMITED } from '../domain/rate-limit.ts'
import type { Store } from '../world/store.ts'
import { DEFAULT_WORLD, type WorldEntry, type Worlds } from '../world/worlds.ts'
import { after, recorded, type Announce } from './answerer.ts'
import { undocumented, type Answer } from './answer.ts'
import { decide } from './decide.ts'
import { decidedAnswer } from './decided-answer.ts'
import { statusName } from './forced.ts'
import { noWorld, unnamedWorld } from './no-world.ts'
import { createRenderer } from './render.ts'
import type { PreparedFace } from './prepared-face.ts'

export type { Announcement, Caller, CallingSocket, HeldSeat, SocketFace, WorldEntry }

/** Changes in a world, in order. */
export interface Announced {
  readonly world: string
  readonly announces: readonly Announcement[]
}

/** A call from a socket. */
export interface SocketCall {
  readonly world: WorldEntry
  readonly socket: CallingSocket
  /** The event's first argument, unchecked. */
  readonly payload: unknown
  /** Headers of the handshake, with the token as `authorization`. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly address: string
  /** The namespace of its connection. */
  readonly namespace: string
}

/** The mock, as sockets call it. Answers have the form of HTTP answers: the body is the JSON of the ack. */
export interface SocketCalls {
  /** Faces by the name of their event. */
  readonly faces: ReadonlyMap<string, SocketFace>
  /** The world that a connection names, if any; else the answer that refuses it. */
  readonly enter: (name: string | null) => WorldEntry | Answer
  /** Identifies the caller by the headers. */
  readonly identify: (world: WorldEntry, headers: SocketCall['headers']) => Caller | Promise<Caller>
  readonly connect: (call: SocketCall) => Answer | Promise<Answer>
  /** Handles an event. The answer to an unknown one is marked `isNowhere` and must not be sent. */
  readonly event: (name: string, call: SocketCall) => Answer | Promise<Answer>
  /** Gives up the seat of a closed socket. The answer is for the log; undefined if the world is gone, too. */
  readonly disconnect: (call: SocketCall, reason: string) => Answer | undefined | Promise<Answer>
}

/** Dependencies of `createSocketCalls`. */
export interface SocketCallsParts {
  readonly prepared: readonly PreparedFace<SocketFace>[]
  readonly store: Store
  readonly worlds: Worlds
  readonly requireWorld: boolean
  readonly announce: Announce
}

/** Answers sockets with the same worlds, rules and arms as HTTP requests. */
export function createSocketCalls({ prepared, store, worlds, requireWorld, announce }: SocketCallsParts): SocketCalls {
  const render = createRenderer()
  const byEvent = new Map(prepared.map((each) => [each.face.event, each]))
  const connecting = byEvent.get(null)
  const leaving = prepared.find(({ face }) => face.seat?.does === 'leaves')
  const answer = (each: PreparedFace<SocketFace>, call: SocketCall, line: RequestLine): Answer | Promise<Answer> =>
    after(
      store.change(call.world.name, (state, make) => decide(each, toRead(call), state, make, line)),
      (decided) => {
        announce(call.world, decided.announces)
        const made = decidedAnswer(decided, call.world.name, render)
        return recorded(call.world, requestOf(call, line), decided.now, decided.step ? made : asAck(made))
      },
    )
  const unanswered = (call: SocketCall, line: RequestLine, what: Answer): Answer | Promise<Answer> =>
    after(
      store.change(call.world.name, ({ now }) => ({ result: now, writes: [] })),
      (now) => recorded(call.world, requestOf(call, line), now, { ...what, world: call.world.name }),
    )
  return {
    faces: new Map(prepared.flatMap(({ face }) => (face.event === null ? [] : [[face.event, face] as const]))),
    enter(name) {
      if (name === null && requireWorld) return unnamedWorld()
      const world = worlds.enter(name ?? DEFAULT_WORLD)
      return 'kind' in world ? noWorld(world) : world
    },
    identify: (world, headers) =>
      store.change(world.name, (state) => ({
        result: callerByBearer(state, { ...EMPTY, headers, limit: UNLIMITED }),
        writes: [],
      })),
    connect(call) {
      const line = { method: 'CONNECT', target: call.namespace, address: call.address }
      return connecting ? answer(connecting, call, line) : unanswered(call, line, NOT_SERVED)
    },
    event(name, call) {
      const line = { method: 'EVENT', target: name, address: call.address }
      const each = byEvent.get(name)
      worlds.touch(call.world.name)
      return each ? answer(each, call, line) : unanswered(call, line, nowhere([...byEvent.keys()]))
    },
    disconnect(call, reason) {
      // The world may have been replaced by another one of that name.
      if (worlds.get(call.world.name) !== call.world || !leaving) return undefined
      const line = { method: 'DISCONNECT', target: call.namespace, address: call.address }
      return after(
        store.change(call.world.name, (state, make) => {
          const { writes, announces } = leaving.decide(state, toRead(call)(UNLIMITED), make, true)
          return { result: { announces, now: make.now }, writes }
        }),
        ({ announces, now }) => {
          announce(call.world, announces)
          const about = undocumented(`${reason}${announces.length === 0 ? '' : '; the seat is free again'}`)
          return recorded(call.world, requestOf(call, line), now, { ...NOT_SERVED, about, world: call.world.name })
        },
      )
    },
  }
}

/** How the log shows a call. */
interface RequestLine {
  readonly method: string
  readonly target: string
  readonly address: string
}

const EMPTY = { params: {}, query: {}, body: {}, faults: { unreadable: null, tooLarge: false, form: null } } as const

const toRead =
  ({ payload, headers, socket }: SocketCall) =>
  (limit: Standing): Call => ({ ...EMPTY, headers, body: payload, limit, socket })

const requestOf = ({ payload, headers }: SocketCall, { method, target }: RequestLine) => ({
  method,
  target,
  headers,
  body: payload === undefined ? '' : JSON.stringify(payload),
})

/** Gives an armed, undocumented answer the form of a refusal. */
const asAck = (made: Answer): Answer =>
  made.about.outcome === null && made.breaks !== true
    ? { ...made, body: JSON.stringify({ statusCode: made.status, message: statusName(made.status) }) }
    : made

const NOT_SERVED: Answer = { status: 0, headers: [], body: '', about: undocumented('nothing was sent') }

const nowhere = (events: readonly (string | null)[]): Answer => ({
  ...NOT_SERVED,
  isNowhere: true,
  about: undocumented(`unknown event, so no ack; known events: ${events.filter((event) => event !== null).join(', ')}`),
})
