import type { Packet } from '../../contract/model/case-packet.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Listened } from '../judge/checks/answered.ts'
import { judge } from '../judge/judge.ts'
import { theirEvent, type SocketDialect } from '../../dialect/dialect.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import type { Refused } from '../model/result.ts'
import { type SocketPlanned } from '../plan/plan.ts'
import { atOnce, nthCall, winnerFirst } from './at-once.ts'
import { type Arrivals } from './arrivals.ts'
import {
  preparePacket,
  prepareRequest,
  sendCall,
  toAnswered,
  waitOf,
  type CaseInPlay,
  type ReadyRequest,
} from './call-parts.ts'
import { type Connections } from './connections.ts'
import { type Played } from './played.ts'
import type { SocketAnswer } from './socket-answer.ts'
import { callOn } from './socket-call.ts'
import { heardAll, heardBy, loseSeats, noticed, toWitnesses, type Witness } from './witnesses.ts'

/** A case being played, with its connections. */
export interface CaseOnSockets extends CaseInPlay<SocketPlanned> {
  readonly connections: Connections
  readonly arrivals: Arrivals
}

/** A call ready to be made; on a socket, `request` is for reports. */
export interface ReadyCall extends ReadyRequest {
  /** Null: it is made over HTTP. */
  readonly packet: Packet | null
}

/** A call with its values, or the reason why it can't be made. */
export function prepare(call: CaseCall, { arrangement, parts }: CaseInPlay): ReadyCall | Refused {
  const ready = call.socket.overHttp
    ? prepareRequest(call, arrangement, parts)
    : preparePacket(call, arrangement, parts)
  if ('reason' in ready) return ready
  return 'packet' in ready
    ? { ...ready, request: asRequest(ready.packet, parts.target.socket) }
    : { ...ready, packet: null }
}

/** A packet in the form in which reports show requests. */
const asRequest = ({ event, args, auth, headers }: Packet, dialect: SocketDialect): WireRequest => ({
  method: event === null ? 'CONNECT' : 'EVENT',
  target: event === null ? dialect.namespace : theirEvent(dialect, event),
  headers: { ...headers, ...('token' in auth ? { Authorization: `Bearer ${String(auth['token'])}` } : {}) },
  body: args.length === 0 ? null : JSON.stringify(args[0]),
})

/** Makes a call, as many times at once as it says, and judges every answer with what others heard of it. */
export async function playCall(
  ready: ReadyCall,
  calls: readonly Played[],
  playing: CaseOnSockets,
): Promise<{ played: readonly Played[]; trouble?: Trouble }> {
  const { call, request } = ready
  const { parts, connections, arrivals } = playing
  const unanswered = (): Played => ({ call, request, answered: null, judgement: null, packets: connections.log() })
  const witnesses = await prepared(call, playing)
  const answers = await atOnce(call, () => answerTo(ready, playing))
  // An interruption ends connections, which others hear of: nothing that came after it is the target's doing.
  parts.signal.throwIfAborted()
  const failed = answers.find((answer) => 'trouble' in answer)
  if (failed) return { played: [unanswered()], trouble: failed.trouble }
  const [first, ...others] = winnerFirst(answers.filter(isAnswer), ({ received }) => received.status)
  if (!first) return { played: [] }
  const heard = await heardBy(witnesses, { call, answer: first, arrivals, parts, connections })
  parts.signal.throwIfAborted()
  if ('kind' in heard) return { played: [unanswered()], trouble: heard }
  const played = [first, ...others].map((answer, nth) =>
    judged({ ...ready, call: nthCall(call, nth) }, answer, nth === 0 ? heard : [], calls, playing),
  )
  return { played }
}

/** Arranges the facts that the call needs, and marks how much each client has heard before it. */
async function prepared(
  call: CaseCall,
  { parts, connections, arrivals, arrangement }: CaseOnSockets,
): Promise<Witness[]> {
  if (call.set !== null) {
    await arrangement.set?.(call.set)
    // What they hear of that does not belong to the call.
    await heardAll(connections, parts)
    loseSeats(connections, parts)
  }
  if (call.waitMs > 0) await arrangement.pass(waitOf(call, parts))
  const witnesses = toWitnesses(connections.listeners())
  for (const name of call.socket.cuts) await connections.cut(name)
  if (call.socket.cuts.length > 0) await noticed(witnesses, arrivals, parts)
  return witnesses
}

const answerTo = async (
  { call, request, packet }: ReadyCall,
  playing: CaseOnSockets,
): Promise<SocketAnswer | { trouble: Trouble }> =>
  packet ? callOn({ ...playing, call, packet }) : overHttp(await sendCall({ call, request }, playing))

const isAnswer = (answer: SocketAnswer | { trouble: Trouble }): answer is SocketAnswer => !('trouble' in answer)

function judged(
  { call, request, values }: ReadyCall,
  answer: SocketAnswer,
  listened: readonly Listened[],
  earlier: readonly Played[],
  playing: CaseOnSockets,
): Played {
  const { parts, connections } = playing
  const sockets = { ...answer.about, acks: answer.acks(), listened, waitedMs: Math.round(parts.waits.forExpected()) }
  const answered = toAnswered({ call, values, received: answer.received, sockets }, earlier, playing)
  return { call, request, answered, judgement: judge(parts.remarks.seen(answered)), packets: connections.log() }
}

const overHttp = (received: Received | Trouble): SocketAnswer | { trouble: Trouble } =>
  isTrouble(received) ? { trouble: received } : { received, listener: null, acks: () => null, about: NOT_ON_SOCKET }

const NOT_ON_SOCKET = { callerId: null, answeredBy: null, event: null, ackArguments: 0, refusedBy: null }
