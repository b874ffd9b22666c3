import { PLAIN_SOCKET } from '../../contract/model/case-socket.ts'
import type { CaseCall, CaseRequest } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { plainCall } from '../../contract/model/plain-call.ts'
import type { Answered, Sockets } from '../../verify/judge/checks/answered.ts'
import type { Received } from '../../verify/model/exchange.ts'
import { parsedBody } from '../../verify/model/parsed-body.ts'
import type { Repeats } from '../../verify/redact/repeats.ts'

/** A call as it was seen, and its answer. */
export interface RecordedCall {
  readonly face: AnyFace
  readonly request: CaseRequest
  /** The text of its body, if that is no JSON object; null: it is one, or there is none. */
  readonly raw: CaseCall['raw']
  readonly received: Received
  /** Null over HTTP. */
  readonly sockets: Sockets | null
  /** When it was answered, on a clock that the target shares; null: it may have one of its own. */
  readonly at: number | null
  /** Members that the target never sends. */
  readonly absent: readonly string[]
  readonly repeatsSecret: Repeats
}

/** A call that no case expects anything of, as the checks of `verify` take it; its outcome is the face's last, its success. */
export function toAnsweredCall({
  face,
  request,
  raw,
  received,
  sockets,
  at,
  absent,
  repeatsSecret,
}: RecordedCall): Answered {
  const outcome = face.outcomes.at(-1)
  if (!outcome) throw new Error(`${face.operation} has no outcome`)
  return {
    call: { ...recordedCall(face.operation, outcome.name, request, sockets?.acks !== null), raw },
    face,
    outcome,
    caseSources: [],
    values: {},
    received,
    sockets,
    json: parsedBody(received.body),
    at,
    earlier: [],
    isFresh: false,
    isStill: false,
    absent,
    absentInEvents: absent,
    repeatsSecret,
  }
}

/** A call as a case has it, which expects nothing beyond its outcome. */
export const recordedCall = (operation: string, expect: string, request: CaseRequest, ack: boolean): CaseCall => ({
  ...plainCall({ operation, expect, as: 'somebody', request }),
  socket: { ...PLAIN_SOCKET, ack },
})
