import { eventValidators } from '../../contract/compiled/response-validators.js'
import { sentEvents } from '../../contract/compiled/socket-faces.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { SocketFace } from '../../contract/model/face.ts'
import type { Listened } from '../judge/checks/answered.ts'
import { heardIn } from '../../dialect/dialect.ts'
import { isAnswerTo } from '../model/dialect-answer.ts'
import type { Trouble } from '../model/exchange.ts'
import type { Heard } from '../model/socket-client.ts'
import { faceOf } from '../plan/plan.ts'
import type { Arrivals } from './arrivals.ts'
import type { Connections } from './connections.ts'
import type { Listener } from './roster.ts'
import type { PlayParts } from './play-parts.ts'
import type { SocketAnswer } from './socket-answer.ts'
import { silence } from './socket-call.ts'

/** A client that was connected when a call was made. */
export interface Witness {
  readonly listener: Listener
  readonly from: number
  readonly wasSeated: boolean
}

/** Marks how much each client has heard so far. */
export const toWitnesses = (listeners: readonly Listener[]): Witness[] =>
  listeners.map((listener) => ({ listener, from: listener.connection.heard.length, wasSeated: listener.isSeated }))

/** An answered call, and those who may hear of it. */
export interface HeardParts {
  readonly call: CaseCall
  readonly answer: SocketAnswer
  readonly arrivals: Arrivals
  readonly parts: PlayParts
  readonly connections: Connections
}

/** Waits for what each should hear, then a while for anything unexpected, and returns both. */
export async function heardBy(
  before: readonly Witness[],
  heardParts: HeardParts,
): Promise<readonly Listened[] | Trouble> {
  const { call, answer, arrivals, parts, connections } = heardParts
  const face = faceOf(parts.socketFaces, call.operation)
  const still = connections.listeners()
  const all = withCaller(before, answer).filter(({ listener }) => listener.isJudged && still.includes(listener))
  const isDeclared = Object.hasOwn(parts.target.socket.answers, face?.event ?? '')
  const wanted = all.map((each) => ({ ...each, expected: expectedBy(each, call, answer, isDeclared) }))
  const heard = (each: Witness): Heard[] =>
    heardSince(each, parts, each.listener === answer.listener ? face : undefined)
  const lacks = (each: (typeof wanted)[number]): boolean => heard(each).length < each.expected.length
  const begin = performance.now()
  await arrivals.until(() => !wanted.some(lacks), parts.waits.forExpected())
  if (wanted.some(({ expected }) => expected.length > 0) && !wanted.some(lacks))
    parts.waits.came(performance.now() - begin)
  for (const each of wanted.filter(lacks)) {
    const trouble = await silence(each.listener, parts)
    if (trouble && lacks(each)) return trouble
  }
  await caughtUp(connections, arrivals, parts)
  return wanted.map((each) => {
    const { listener, expected } = each
    const events = heard(each)
    keepSeat(listener, events, face, answer)
    return { who: listener.who, isCaller: listener === answer.listener, expected, events }
  })
}

/**
 * What a witness has heard since, in the contract's names. Omits events unknown to the contract, which are up to the target,
 * and those that answer the witness's own call, as the target file says, which are judged as its answer.
 */
const heardSince = (
  { listener, from }: Pick<Witness, 'listener' | 'from'>,
  { target }: PlayParts,
  called?: SocketFace,
): Heard[] =>
  listener.connection.heard
    .slice(from)
    .filter(({ event }) => called === undefined || !isAnswerTo(target.socket, called, event))
    .map((heard) => heardIn(target.socket, heard))
    .filter(({ event }) => Object.hasOwn(eventValidators, event))

/** Clients whose last event was an order to disconnect have no seat. */
export function loseSeats(connections: Connections, parts: PlayParts): void {
  for (const listener of connections.listeners()) {
    const last = heardSince({ listener, from: 0 }, parts).at(-1)
    if (last && unseats(last)) listener.isSeated = false
  }
}

/** Waits until those in the room have heard that a client is gone, which the server does not notice at once. */
export async function noticed(witnesses: readonly Witness[], arrivals: Arrivals, parts: PlayParts): Promise<void> {
  const inside = witnesses.filter(({ wasSeated, listener }) => wasSeated && listener.connection.ended() === null)
  if (inside.length === 0) return arrivals.quiet(parts.waits.forUnexpected())
  return arrivals.until(() => inside.every((each) => heardSince(each, parts).length > 0), parts.waits.forExpected())
}

/** Waits for everything already sent and, on a remote target, for late events. */
export async function caughtUp(
  connections: Connections,
  arrivals: Arrivals,
  { waits, timeoutMs }: PlayParts,
): Promise<void> {
  await Promise.all(
    connections.listeners().map(({ connection }) => connection.caughtUp(Math.min(CATCH_UP_MS, timeoutMs))),
  )
  const quietMs = waits.forUnexpected()
  if (quietMs > 0) await arrivals.quiet(quietMs)
}

/** The same, but asks on every connection, however long that takes: nothing is waiting for these events. */
export const heardAll = async (
  connections: Connections,
  { waits, timeoutMs, sleep, signal }: PlayParts,
): Promise<void> => {
  await Promise.all(connections.listeners().map(({ connection }) => connection.isAlive(timeoutMs)))
  const quietMs = waits.forUnexpected()
  if (quietMs > 0) await sleep(quietMs, signal)
}

const CATCH_UP_MS = 1000

/** A caller who connected for the call hears everything from the start. */
function withCaller(before: readonly Witness[], { listener }: SocketAnswer): readonly Witness[] {
  if (!listener || before.some((each) => each.listener === listener)) return before
  return [...before, { listener, from: 0, wasSeated: false }]
}

function expectedBy(
  { listener, wasSeated }: Witness,
  { socket: { hears } }: CaseCall,
  answer: SocketAnswer,
  isDeclared: boolean,
): readonly string[] {
  const own = hears[listener.who] ?? (listener === answer.listener ? hears['caller'] : undefined)
  if (listener !== answer.listener) return own ?? (wasSeated ? (hears['others'] ?? []) : [])
  const { event } = answer.about
  return [...(event === null || isDeclared ? [] : [event]), ...(own ?? [])]
}

/** Joining takes a seat; leaving, or an order to disconnect, gives it up. */
function keepSeat(
  listener: Listener,
  events: readonly Heard[],
  face: SocketFace | undefined,
  answer: SocketAnswer,
): void {
  if (events.some(unseats)) listener.isSeated = false
  if (listener !== answer.listener || answer.received.status >= 300) return
  if (face?.seat?.does === 'takes') listener.isSeated = answer.received.status > 0
  if (face?.seat?.does === 'leaves') listener.isSeated = false
}

/** Whether an event is for those who have just lost their seat. */
const unseats = ({ event }: Heard): boolean => sentEvents[event]?.audience === 'unseated'
