import { toPacket, type Packet } from '../../contract/model/case-packet.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import { isTrouble, type Trouble } from '../model/exchange.ts'
import type { Refused } from '../model/result.ts'
import { judge } from '../judge/judge.ts'
import { callsOf, faceOf, type SocketPlanned } from '../plan/plan.ts'
import { blocked, prepared, sent, toAnswered, unchangeable, waitOf } from './http.ts'
import { withArrangement } from './with-arrangement.ts'
import { callOn, type SocketAnswer } from './call.ts'
import { theirEvent, type SocketDialect } from '../model/dialect.ts'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { createConnections, type Connections } from './connections.ts'
import { heardAll, heardBy, listening, loseSeats, noticed } from './listening.ts'
import type { Lease } from '../model/limit.ts'
import type { Attempt, Played } from './played.ts'
import type { PlayParts } from './play-parts.ts'
import { type Arrangement, isNotArranged } from '../model/arrangement.ts'

/** Plays a case on sockets, with others who listen, and ends every connection whatever happens. */
export async function playOnSockets(planned: SocketPlanned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  const arrivals = createArrivals(parts.sleep, parts.signal)
  const connections = createConnections({ ...parts, transport: planned.transport, arrivals })
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
        // Before the arrangement goes, which would cut them.
        await connections.close()
      }
    })
  } finally {
    await connections.close()
  }
}

/** A case that is being played. */
interface Playing {
  readonly planned: SocketPlanned
  readonly lease: Lease
  readonly parts: PlayParts
  readonly connections: Connections
  readonly arrivals: Arrivals
  readonly arrangement: Arrangement
}

async function playCalls(playing: Playing): Promise<Attempt> {
  const { planned, parts, connections } = playing
  const calls: Played[] = []
  const ready = callsOf(planned.testCase).map((call) => ({ call, ...readied(call, playing) }))
  const refused = ready.find((each) => 'reason' in each)
  if (refused && 'reason' in refused) return blocked(refused)
  // What the observers have heard of each other, and of the situation, is over.
  await heardAll(connections, parts)
  loseSeats(connections, parts)
  for (const each of ready) {
    if ('reason' in each) continue
    const played = await playCall(each, calls, playing)
    calls.push(played.played)
    if (played.trouble) return { kind: 'trouble', trouble: played.trouble, calls }
  }
  return { kind: 'judged', calls }
}

/** A call that can be made. */
interface Ready {
  readonly call: CaseCall
  readonly values: Readonly<Record<string, string>>
  /** As reports show it; over HTTP, what is sent. */
  readonly request: WireRequest
  /** Null: it goes over HTTP. */
  readonly packet: Packet | null
}

function readied(call: CaseCall, { arrangement, parts }: Playing): Omit<Ready, 'call'> | Refused {
  if (call.socket.overHttp) {
    const ready = prepared(call, arrangement, parts)
    return 'reason' in ready ? ready : { ...ready, packet: null }
  }
  const credentials = arrangement.identities[call.as]
  if (!credentials)
    return { kind: 'identity', reason: parts.target.missing[call.as] ?? `the target has no identity ${call.as}` }
  const values = valuesFor(call, arrangement)
  const lacking = unfilled(call, values)
  if (lacking !== undefined) return { kind: 'situation', reason: `nothing on the target yields $${lacking}` }
  const still = unchangeable(call, arrangement)
  if (still) return still
  const face = faceOf(parts.socketFaces, call.operation)
  if (!face) return { kind: 'transport', reason: `the edition has no ${call.operation} on sockets` }
  const packet = toPacket(call, face, values, credentials)
  return { values, packet, request: asRequest(packet, parts.target.socket) }
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
  playing: Playing,
): Promise<{ played: Played; trouble?: Trouble }> {
  const { planned, parts, connections, arrivals, arrangement, lease } = playing
  const unanswered: Omit<Played, 'packets'> = { call, request, answered: null, judgement: null }
  if (call.set !== null) {
    await arrangement.set?.(call.set)
    // What they hear of that is none of the call's.
    await heardAll(connections, parts)
    loseSeats(connections, parts)
  }
  if (call.waitMs > 0) await arrangement.pass(waitOf(call, parts))
  const listened = listening(connections.listeners())
  for (const name of call.socket.cuts) await connections.cut(name)
  if (call.socket.cuts.length > 0) await noticed(listened, arrivals, parts)
  const answer = packet
    ? await callOn({ call, packet, arrangement, connections, arrivals, parts })
    : overHttp(await sent(request, call, arrangement, lease, planned, parts))
  const packets = connections.log()
  if ('trouble' in answer) return { played: { ...unanswered, packets }, trouble: answer.trouble }
  const heard = await heardBy(listened, { call, answer, arrivals, parts, connections })
  if ('kind' in heard) return { played: { ...unanswered, packets: connections.log() }, trouble: heard }
  const sockets = { ...answer.about, acks: answer.acks(), listened: heard, timeoutMs: parts.timeoutMs }
  const answered = toAnswered(call, values, answer.received, { planned, arrangement, calls, parts, sockets })
  return { played: { call, request, answered, judgement: judge(answered), packets: connections.log() } }
}

const overHttp = (received: Awaited<ReturnType<typeof sent>>): SocketAnswer | { trouble: Trouble } =>
  isTrouble(received)
    ? { trouble: received }
    : { received, listener: null, acks: () => null, about: { callerId: null, ackArguments: 0, refusedBy: null } }
