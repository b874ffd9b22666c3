import { eventValidators } from '../../contract/compiled/response-validators.js'
import type { CaseRequest } from '../../contract/model/case.ts'
import type { SocketFace } from '../../contract/model/face.ts'
import { isObject } from '../../json.ts'
import { recordedCall, toAnsweredCall } from '../judge/recorded-call.ts'
import { metBy } from '../judge/met.ts'
import type { Answered, Sockets } from '../../verify/judge/checks/answered.ts'
import { breach, type Breach } from '../../verify/judge/checks/breach.ts'
import { ackSources, announceSources, sourcesOf } from '../../verify/judge/checks/statement.ts'
import { isLoopback } from '../../verify/model/loopback.ts'
import type { Played } from '../../verify/play/played.ts'
import type { Repeats } from '../../verify/redact/repeats.ts'
import type { Sighting } from '../model/sighting.ts'
import type { PendingCall, SocketClientState } from './namespaces.ts'

/** An answer to a call on a socket, in the contract's names. */
export interface SocketReply {
  readonly value: unknown
  readonly status: number
  readonly about: Pick<Sockets, 'answeredBy' | 'event' | 'acks' | 'ackArguments' | 'refusedBy'>
  readonly at: number
  readonly place: string
}

/** What calls on sockets are judged with. */
export interface SocketJudgeParts {
  readonly absent: readonly string[]
  readonly repeats: (secrets: readonly string[]) => Repeats
}

/** Judges an answer to a call. */
export function judgeReply(
  client: SocketClientState,
  call: PendingCall,
  reply: SocketReply,
  { absent, repeats }: SocketJudgeParts,
): Sighting {
  const { value, status, about, at } = reply
  const answered = toAnsweredCall({
    face: call.face,
    request: requestOf(call.payload),
    raw: null,
    received: { status, headers: [], body: JSON.stringify(value) ?? '', ms: Math.max(0, at - call.at) },
    sockets: { ...about, callerId: client.id ?? '', waitedMs: 0, listened: [] },
    at: isLoopback(client.session.url.href) ? null : at,
    absent,
    repeatsSecret: repeats(client.secrets),
  })
  const met = metBy(answered)
  const { judgement } = met
  return toSighting(client, call, { ...met, breaches: judgement.breaches, place: reply.place })
}

const requestOf = (payload: unknown): CaseRequest => ({
  path: {},
  query: {},
  headers: {},
  body: isObject(payload) ? payload : null,
})

/** A call with something wrong in it besides its answer. */
export function wrongCall(
  client: SocketClientState,
  call: PendingCall,
  wrong: readonly Breach[],
  place: string,
): Sighting {
  const outcome = call.face.outcomes.at(-1) ?? null
  return toSighting(client, call, { outcome, answered: null, judgement: null, breaches: wrong, place })
}

/** There was no ack, though the connection lived on. */
export const withoutAck = ({ face }: PendingCall, ms: number): Breach =>
  breach(`there was no ack within ${ms} ms`, { check: 'ack', sources: statedBy(face, sourcesOfSuccess) })

/** The call was acked again. */
export const ackedAgain = ({ face }: PendingCall): Breach =>
  breach('the call was acked more than once', {
    check: 'ack',
    sources: statedBy(face, (of) => ['server', ...ackSources(of)]),
  })

const sourcesOfSuccess = (of: Stated): readonly string[] => sourcesOf(of, 'condition')

/** What a face states of its success. */
export type Stated = Pick<Answered, 'face' | 'outcome' | 'caseSources'>

/** The success of a face, as checks take it. */
export function successOf(face: SocketFace): Stated {
  const outcome = face.outcomes.at(-1)
  if (!outcome) throw new Error(`${face.operation} has no outcome`)
  return { face, outcome, caseSources: [] }
}

const statedBy = (face: SocketFace, sources: (of: Stated) => readonly string[]): readonly string[] =>
  sources(successOf(face))

/** What is wrong with the form of an event that a client hears. */
export function formOf(event: string, args: readonly unknown[], face: SocketFace): Breach[] {
  const [payload] = args
  const sources = announceSources(successOf(face))
  if (args.length !== 1)
    return [
      breach(`${event} does not have exactly one argument`, {
        check: 'heard',
        sources,
        expected: 1,
        actual: args.length,
      }),
    ]
  const fault = eventValidators[event]?.(payload) ?? null
  return fault === null
    ? []
    : [breach(`${event} ${fault.pointer} ${fault.text}`, { check: 'heard', sources, actual: payload })]
}

interface Judged extends Pick<Played, 'answered' | 'judgement'>, Pick<Sighting, 'outcome' | 'breaches' | 'place'> {}

/** The call in the form in which reports show requests. */
export function toSighting(
  client: SocketClientState,
  { face, payload, sent }: Pick<PendingCall, 'face' | 'payload' | 'sent'>,
  { outcome, answered, judgement, breaches, place }: Judged,
): Sighting {
  const body = JSON.stringify(sent.args[0]) ?? null
  const call = answered?.call ?? recordedCall(face.operation, outcome?.name ?? '', requestOf(payload), true)
  return {
    face,
    outcome,
    transport: client.session.transport,
    place,
    breaches,
    notes: [],
    played: {
      call,
      request: {
        method: sent.event === '' ? 'CONNECT' : 'EVENT',
        target: sent.event || client.namespace,
        headers: {},
        body,
      },
      answered,
      judgement,
      packets: client.log.map((packet) => ({ ...packet, who: 'client' })),
    },
    secrets: client.secrets,
    origin: client.session.url.origin,
  }
}
