import { after } from '../after.ts'
import type { Participant } from '../contract/compiled/types.ts'
import type { SocketFace } from '../contract/model/face.ts'
import type { Announcement, Relayed } from '../domain/announcement.ts'
import type { Call, CallingSocket, HeldSeat, Standing, Caller } from '../domain/operation.ts'
import { callerByBearer } from '../domain/people.ts'
import { UNLIMITED } from '../domain/rate-limit.ts'
import { WorldGone, type Announced, type Store } from '../world/store.ts'
import { DEFAULT_WORLD, type WorldEntry } from '../world/world-entry.ts'
import type { Worlds } from '../world/worlds.ts'
import { isObject, parseJson } from '../json.ts'
import { recorded } from './answerer.ts'
import { undocumented, type Answer } from './answer.ts'
import { decide } from './decide.ts'
import { decidedAnswer } from './decided-answer.ts'
import { statusName } from './forced.ts'
import { noWorld, unnamedWorld } from './no-world.ts'
import { createRenderer } from './render.ts'
import { tooManyScans, type Scans } from './scans.ts'
import type { PreparedFace } from './prepared-face.ts'

export type { Announced, Announcement, Caller, CallingSocket, HeldSeat, Participant, Relayed, SocketFace, WorldEntry }

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
  /** Whether its world has begun anew since: then it is cut, and nothing that it sent counts any more. */
  readonly isOver?: () => boolean
  /** Events that may be called besides those of the contract: the log lists them if this one is unknown. */
  readonly alsoKnown?: readonly string[]
}

/** The mock, as sockets call it. Answers have the form of HTTP answers: the body is the JSON of the ack. */
export interface SocketCalls {
  /** Faces by the name of their event. */
  readonly faces: ReadonlyMap<string, SocketFace>
  /** The world that a connection names, if any; else the answer that refuses it. */
  readonly enter: (name: string | null) => WorldEntry | Answer | Promise<WorldEntry | Answer>
  /** Identifies the caller by the headers; the answer that refuses it if the store can't be asked. */
  readonly identify: (world: WorldEntry, headers: SocketCall['headers']) => Caller | Answer | Promise<Caller | Answer>
  readonly connect: (call: SocketCall) => Answer | Promise<Answer>
  /** Handles an event. The answer to an unknown one is marked `isNowhere` and must not be sent. */
  readonly event: (name: string, call: SocketCall) => Answer | Promise<Answer>
  /** Gives up the seat of a closed socket. The answer is for the log; undefined if the world is gone, too. */
  readonly disconnect: (call: SocketCall, reason: string) => Answer | undefined | Promise<Answer | undefined>
}

/** Dependencies of `createSocketCalls`. */
export interface SocketCallsParts {
  readonly prepared: readonly PreparedFace<SocketFace>[]
  readonly store: Store
  readonly worlds: Worlds
  readonly requireWorld: boolean
  readonly scans: Scans
}

/** Answers sockets with the same worlds, rules and arms as HTTP requests. */
export function createSocketCalls(parts: SocketCallsParts): SocketCalls {
  const { prepared, store, worlds, requireWorld, scans } = parts
  const render = createRenderer()
  const byEvent = new Map(prepared.map((each) => [each.face.event, each]))
  const connecting = byEvent.get(null)
  const leaving = prepared.find(({ face }) => face.seat?.does === 'leaves')
  const answer = (each: PreparedFace<SocketFace>, call: SocketCall, line: RequestLine): Answer | Promise<Answer> =>
    after(
      store.change(call.world.name, (state, make) => {
        if (call.isOver?.()) throw new WorldGone(call.world.name)
        return decide(each, toRead(call), state, make, line)
      }),
      (decided) =>
        after(scans.finish(decided.values), (values) => {
          const made = values ? decidedAnswer(decided, values, call.world.name, render) : tooManyScans(call.world.name)
          return recorded(call.world, requestOf(call, line), decided.now, asAck(made), decided.asked)
        }),
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
      return after(worlds.enter(name ?? DEFAULT_WORLD), (world) => ('kind' in world ? noWorld(world) : world))
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
      return each
        ? answer(each, call, line)
        : unanswered(call, line, nowhere([...byEvent.keys(), ...(call.alsoKnown ?? [])]))
    },
    disconnect: (call, reason) =>
      // The world may have been replaced by another one of that name.
      worlds.get(call.world.name) === call.world && leaving ? leave(parts, leaving, call, reason) : undefined,
  }
}

/** Gives up the seat of a closed socket by the operation that leaves a room. */
function leave(
  { store }: SocketCallsParts,
  leaving: PreparedFace<SocketFace>,
  call: SocketCall,
  reason: string,
): Answer | Promise<Answer> {
  const line = { method: 'DISCONNECT', target: call.namespace, address: call.address }
  return after(
    store.change(call.world.name, (state, make) => {
      if (call.isOver?.()) return { result: { hasLeft: false, now: make.now }, writes: [] }
      const { writes, announces } = leaving.decide(state, toRead(call)(UNLIMITED), make, true)
      return { result: { hasLeft: announces.length > 0, now: make.now }, writes, announces }
    }),
    ({ hasLeft, now }) => {
      const about = undocumented(`${reason}${hasLeft ? '; the seat is free again' : ''}`)
      return recorded(call.world, requestOf(call, line), now, { ...NOT_SERVED, about, world: call.world.name })
    },
  )
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

/** Gives an undocumented answer, armed or a problem of the mock, the form of a refusal. */
export const asAck = (made: Answer): Answer =>
  made.about.outcome === null && made.breaks !== true
    ? { ...made, body: JSON.stringify({ statusCode: made.status, message: textOf(made) }) }
    : made

/** What the status means, as a real server says it; but the detail of a problem of the mock itself. */
function textOf({ status, body, about }: Answer): unknown {
  const problem = about.forced === null ? parseJson(body) : null
  return (isObject(problem) && problem['detail']) || statusName(status)
}

const NOT_SERVED: Answer = { status: 0, headers: [], body: '', about: undocumented('nothing was sent') }

const nowhere = (events: readonly (string | null)[]): Answer => ({
  ...NOT_SERVED,
  isNowhere: true,
  about: undocumented(`unknown event, so no ack; known events: ${events.filter((event) => event !== null).join(', ')}`),
})
