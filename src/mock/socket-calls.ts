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

/** What has come about in a world, in order. */
export interface Announced {
  readonly world: string
  readonly announces: readonly Announcement[]
}

/** A call of a socket. */
export interface SocketCall {
  readonly world: WorldEntry
  readonly socket: CallingSocket
  /** The event's first argument: anything. */
  readonly payload: unknown
  /** Headers of the handshake, with the token as `authorization`. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly address: string
  /** The namespace that it came through. */
  readonly namespace: string
}

/** What sockets ask of a mock. Answers are as for requests: the body is the ack's text. */
export interface SocketCalls {
  /** What can be called, by the name of its event. */
  readonly faces: ReadonlyMap<string, SocketFace>
  /** The world that a connection goes to, which may name none; or why there is none. */
  readonly enter: (name: string | null) => WorldEntry | Answer
  /** Whom these headers name. */
  readonly identify: (world: WorldEntry, headers: SocketCall['headers']) => Caller | Promise<Caller>
  readonly connect: (call: SocketCall) => Answer | Promise<Answer>
  /** An event. One that no operation has is answered `isNowhere`, which is not to be sent. */
  readonly event: (name: string, call: SocketCall) => Answer | Promise<Answer>
  /** The socket is gone, and with it its seat. Undefined: so is its world. The answer is told of, not sent. */
  readonly disconnect: (call: SocketCall, reason: string) => Answer | undefined | Promise<Answer>
}

/** What the calls of sockets are answered by. */
export interface SocketCallsParts {
  readonly prepared: readonly PreparedFace<SocketFace>[]
  readonly store: Store
  readonly worlds: Worlds
  readonly requireWorld: boolean
  readonly announce: Announce
}

/** Answers sockets by the same worlds, rules and arms as requests. */
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
      // One of the same name may have been made since.
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

/** How a call stands in the journal. */
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

/** What is armed and of no contract has the form of a refusal. */
const asAck = (made: Answer): Answer =>
  made.about.outcome === null && made.breaks !== true
    ? { ...made, body: JSON.stringify({ statusCode: made.status, message: statusName(made.status) }) }
    : made

const NOT_SERVED: Answer = { status: 0, headers: [], body: '', about: undocumented('nothing is sent') }

const nowhere = (events: readonly (string | null)[]): Answer => ({
  ...NOT_SERVED,
  isNowhere: true,
  about: undocumented(
    `no such event, and so no answer; there are ${events.filter((event) => event !== null).join(', ')}`,
  ),
})
