import type { SocketFace } from '../../contract/model/face.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { AnsweredBy, Sockets } from '../judge/checks/answered.ts'
import type { DialectAnswer } from '../model/dialect-answer.ts'
import type { Received } from '../model/exchange.ts'
import type { Listener } from './roster.ts'

/** The answer to a call, in the form of an HTTP answer; status 0: it has none, or there is no answer. */
export interface SocketAnswer {
  readonly received: Received
  /** The caller; null: its connection was refused, or it called over HTTP. */
  readonly listener: Listener | null
  /** How many acks have arrived so far; null: none was requested. */
  readonly acks: () => number | null
  readonly about: Pick<Sockets, 'callerId' | 'answeredBy' | 'event' | 'ackArguments' | 'refusedBy'>
}

/** The answer and the way it arrived. */
export interface AnswerParts {
  readonly by: AnsweredBy
  /** The answer in the contract's names; undefined if there is none. */
  readonly value: unknown
  readonly status: number
  readonly event?: string
  readonly acks?: SocketAnswer['acks']
  readonly ackArguments?: number
  readonly refusedBy?: string
}

/** The answer to a call that started at `begin`, by `performance.now()`. */
export const toSocketAnswer = (
  { by, value, status, event, acks, ackArguments, refusedBy }: AnswerParts,
  listener: Listener | null,
  begin: number,
): SocketAnswer => ({
  received: { status, headers: [], body: JSON.stringify(value) ?? '', ms: performance.now() - begin },
  listener,
  acks: acks ?? (() => null),
  about: {
    callerId: listener?.connection.id ?? '',
    answeredBy: by,
    event: event ?? null,
    ackArguments: ackArguments ?? 0,
    refusedBy: refusedBy ?? null,
  },
})

/** The status in an answer; for a success without one, the face's. 0: it has none, or there is no answer. */
export function statusOf({ value, isRefusal }: DialectAnswer, face: SocketFace | undefined): number {
  const said = valueAt(value, '/statusCode')
  if (typeof said === 'number') return said
  if (value === undefined || isRefusal) return 0
  return face?.outcomes.find(({ status }) => status < 300)?.status ?? 200
}

/** The status that the text of a refusal stands for; `otherwise` if it is unknown. */
export function saidStatus(refusal: unknown, otherwise: number): number {
  const said = valueAt(refusal, '/statusCode')
  return typeof said === 'number' ? said : otherwise
}
