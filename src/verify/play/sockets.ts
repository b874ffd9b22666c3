import { toPacket, type Packet } from '../../contract/model/case-packet.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import { unfilled, valuesFor } from '../arrange/arranged-values.ts'
import { isNotArranged, type Stage } from '../model/arranger.ts'
import { isTrouble, type Trouble } from '../model/exchange.ts'
import { judge } from '../judge/judge.ts'
import { callsOf, faceOf, type SocketPlanned } from '../plan/plan.ts'
import { blocked, prepared, sent, toAnswered, unchangeable, waitOf, type Kept } from './http.ts'
import { onStage } from './on-stage.ts'
import { callOn, type SocketAnswer } from './call.ts'
import { theirEvent, type SocketDialect } from '../model/dialect.ts'
import { createEar, type Ear } from './ear.ts'
import { createHall, type Hall } from './hall.ts'
import { heardAll, heardBy, listening, loseSeats, noticed } from './listening.ts'
import type { Lease } from '../model/limit.ts'
import type { Attempt, Played } from './played.ts'
import type { PlayParts } from './play-parts.ts'

/** Plays a case on sockets, with others who listen, and ends every connection whatever happens. */
export async function playOnSockets(planned: SocketPlanned, lease: Lease, parts: PlayParts): Promise<Attempt> {
  const ear = createEar(parts.sleep, parts.signal)
  const hall = createHall({ ...parts, transport: planned.transport, ear })
  let trouble: Trouble | null = null
  try {
    const stage = await parts.arranger.arrange(planned.testCase, async (early) => {
      trouble = parts.mayListen ? await hall.admitObservers(early) : null
    })
    if (isNotArranged(stage)) return { kind: 'blocked', why: stage.kind, reason: stage.reason, calls: [] }
    return await onStage(stage, planned, parts, async () => {
      try {
        return trouble
          ? { kind: 'trouble', trouble, calls: [] }
          : await playCalls({ planned, lease, parts, hall, ear, stage })
      } finally {
        // Before the stage goes, which would cut them.
        await hall.close()
      }
    })
  } finally {
    await hall.close()
  }
}

/** A case that is being played. */
interface Playing {
  readonly planned: SocketPlanned
  readonly lease: Lease
  readonly parts: PlayParts
  readonly hall: Hall
  readonly ear: Ear
  readonly stage: Stage
}

async function playCalls(playing: Playing): Promise<Attempt> {
  const { planned, parts, hall } = playing
  const calls: Played[] = []
  const ready = callsOf(planned.testCase).map((call) => ({ call, ...readied(call, playing) }))
  const kept = ready.find((each) => 'why' in each)
  if (kept && 'why' in kept) return blocked(kept)
  // What the observers have heard of each other, and of the situation, is over.
  await heardAll(hall, parts)
  loseSeats(hall, parts)
  for (const each of ready) {
    if ('why' in each) continue
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

function readied(call: CaseCall, { stage, parts }: Playing): Omit<Ready, 'call'> | Kept {
  if (call.socket.overHttp) {
    const ready = prepared(call, stage, parts)
    return 'why' in ready ? ready : { ...ready, packet: null }
  }
  const credentials = stage.identities[call.as]
  if (!credentials)
    return { why: 'identity', reason: parts.target.missing[call.as] ?? `the target has no identity ${call.as}` }
  const values = valuesFor(call, stage)
  const lacking = unfilled(call, values)
  if (lacking !== undefined) return { why: 'situation', reason: `nothing on the target yields $${lacking}` }
  const still = unchangeable(call, stage)
  if (still) return still
  const face = faceOf(parts.socketFaces, call.operation)
  if (!face) return { why: 'transport', reason: `the edition has no ${call.operation} on sockets` }
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
  const { planned, parts, hall, ear, stage, lease } = playing
  const unanswered: Omit<Played, 'packets'> = { call, request, answered: null, judgement: null }
  if (call.set !== null) {
    await stage.set?.(call.set)
    // What they hear of that is none of the call's.
    await heardAll(hall, parts)
    loseSeats(hall, parts)
  }
  if (call.waitMs > 0) await stage.pass(waitOf(call, parts))
  const listened = listening(hall.listeners())
  for (const name of call.socket.cuts) await hall.cut(name)
  if (call.socket.cuts.length > 0) await noticed(listened, ear, parts)
  const answer = packet
    ? await callOn({ call, packet, stage, hall, ear, parts })
    : overHttp(await sent(request, call, stage, lease, planned, parts))
  const packets = hall.log()
  if ('trouble' in answer) return { played: { ...unanswered, packets }, trouble: answer.trouble }
  const heard = await heardBy(listened, { call, answer, ear, parts, hall })
  if ('kind' in heard) return { played: { ...unanswered, packets: hall.log() }, trouble: heard }
  const sockets = { ...answer.about, acks: answer.acks(), listened: heard, timeoutMs: parts.timeoutMs }
  const answered = toAnswered(call, values, answer.received, { planned, stage, calls, parts, sockets })
  return { played: { call, request, answered, judgement: judge(answered), packets: hall.log() } }
}

const overHttp = (received: Awaited<ReturnType<typeof sent>>): SocketAnswer | { trouble: Trouble } =>
  isTrouble(received)
    ? { trouble: received }
    : { received, listener: null, acks: () => null, about: { callerId: null, ackArguments: 0, refusedBy: null } }
