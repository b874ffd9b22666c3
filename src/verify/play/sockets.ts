import type { Packet } from '../../contract/model/case-packet.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import { judge } from '../judge/judge.ts'
import { isNotArranged } from '../model/arrangement.ts'
import { theirEvent, type SocketDialect } from '../model/dialect.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import type { Lease } from '../model/limit.ts'
import type { Refused } from '../model/result.ts'
import { callsOf, type SocketPlanned } from '../plan/plan.ts'
import { seatIn } from '../plan/seats.ts'
import { createArrivals, type Arrivals } from './arrivals.ts'
import {
  allReady,
  preparePacket,
  prepareRequest,
  sendCall,
  toAnswered,
  waitOf,
  type CaseInPlay,
  type ReadyRequest,
} from './call-parts.ts'
import { createConnections, type Connections } from './connections.ts'
import type { PlayParts } from './play-parts.ts'
import { blocked, type Attempt, type Played } from './played.ts'
import type { SocketAnswer } from './socket-answer.ts'
import { callOn } from './socket-call.ts'
import { withArrangement } from './with-arrangement.ts'
import { heardAll, heardBy, loseSeats, noticed, toWitnesses } from './witnesses.ts'

/** Plays a case on sockets, with observers, and closes every connection whatever happens. */
export async function playOnSockets(planned: SocketPlanned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  const arrivals = createArrivals(parts.sleep, parts.signal)
  const { target, socketClient, timeoutMs, signal } = parts
  const { transport } = planned
  const seat = seatIn(planned.testCase.given)
  const connections = createConnections({ target, transport, seat, socketClient, arrivals, timeoutMs, signal })
  let trouble: Trouble | null = null
  try {
    const arrangement = await parts.arranger.arrange(planned.testCase, async (early) => {
      trouble = parts.mayListen ? await connections.admitObservers(early) : null
    })
    if (isNotArranged(arrangement)) return blocked(arrangement)
    return await withArrangement(arrangement, planned, parts, async () => {
      try {
        return trouble
          ? { kind: 'trouble', trouble, calls: [] }
          : await playCalls({ planned, lease, parts, connections, arrivals, arrangement })
      } finally {
        // Before the clean-up, which would cut them.
        await connections.close()
      }
    })
  } finally {
    await connections.close()
  }
}

/** A case in the middle of being played, with its connections. */
interface CaseOnSockets extends CaseInPlay<SocketPlanned> {
  readonly connections: Connections
  readonly arrivals: Arrivals
}

async function playCalls(playing: CaseOnSockets): Promise<Attempt> {
  const { planned, parts, connections } = playing
  const calls: Played[] = []
  const ready = allReady(callsOf(planned.testCase).map((call) => prepare(call, playing)))
  if ('reason' in ready) return blocked(ready)
  // What the observers heard of each other, and of the situation, does not count.
  await heardAll(connections, parts)
  loseSeats(connections, parts)
  for (const each of ready) {
    const { played, trouble } = await playCall(each, calls, playing)
    calls.push(played)
    if (trouble) return { kind: 'trouble', trouble, calls }
    if (played.judgement?.endsCase) break
  }
  return { kind: 'judged', calls }
}

/** A call that can be made; on a socket, `request` is for reports. */
interface Ready extends ReadyRequest {
  /** Null: it goes over HTTP. */
  readonly packet: Packet | null
}

function prepare(call: CaseCall, { arrangement, parts }: CaseInPlay): Ready | Refused {
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

async function playCall(
  { call, values, request, packet }: Ready,
  calls: readonly Played[],
  playing: CaseOnSockets,
): Promise<{ played: Played; trouble?: Trouble }> {
  const { parts, connections, arrivals, arrangement } = playing
  const unanswered: Omit<Played, 'packets'> = { call, request, answered: null, judgement: null }
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
  const answer = packet
    ? await callOn({ call, packet, arrangement, connections, arrivals, parts })
    : overHttp(await sendCall({ call, request }, playing))
  const packets = connections.log()
  if ('trouble' in answer) return { played: { ...unanswered, packets }, trouble: answer.trouble }
  const heard = await heardBy(witnesses, { call, answer, arrivals, parts, connections })
  if ('kind' in heard) return { played: { ...unanswered, packets: connections.log() }, trouble: heard }
  const sockets = {
    ...answer.about,
    acks: answer.acks(),
    listened: heard,
    waitedMs: Math.round(parts.waits.forExpected()),
  }
  const answered = toAnswered({ call, values, received: answer.received, sockets }, calls, playing)
  return {
    played: { call, request, answered, judgement: judge(parts.remarks.seen(answered)), packets: connections.log() },
  }
}

const overHttp = (received: Received | Trouble): SocketAnswer | { trouble: Trouble } =>
  isTrouble(received) ? { trouble: received } : { received, listener: null, acks: () => null, about: NOT_ON_SOCKET }

const NOT_ON_SOCKET = { callerId: null, answeredBy: null, event: null, ackArguments: 0, refusedBy: null }
