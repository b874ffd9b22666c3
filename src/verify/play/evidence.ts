import type { Played } from './play.ts'
import { packetLine } from '../model/packet-log.ts'
import type { Evidence } from '../model/result.ts'

/** Takes out of values what nobody may read. */
export interface Veil {
  /** A value as text for a finding, without secrets and, off loopback, without what the contract does not fix. */
  readonly show: (value: unknown) => string
  /** A JSON Pointer, whose parts may be what others have named their members. */
  readonly pointer: (pointer: string) => string
  /** A text without secrets. */
  readonly text: (text: string) => string
  /** Headers without secrets. */
  readonly headers: (headers: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[]
  /** The body of an answer, as `show`, but for JSON that stays JSON. */
  readonly body: (text: string) => string
  /**
   * What a file of known deviations may hold of an answer, and is compared by: of a refusal all but secrets; of a success, off
   * loopback, only what the contract fixes, since it may be about people.
   */
  readonly recorded: (status: number, body: unknown) => unknown
  /** Secrets that have come up during the run, as credentials that a hook has made. */
  readonly learn: (secrets: readonly string[]) => void
}

/** A call as reports may show it. */
export const toEvidence = ({ call, request, answered, packets }: Played, veil: Veil): Evidence => ({
  method: request.method,
  target: veil.text(request.target),
  headers: Object.fromEntries(veil.headers(Object.entries(request.headers))),
  body: request.body === null ? null : veil.text(request.body.slice(0, MOST_SHOWN)),
  answer: answered && {
    status: answered.received.status,
    headers: veil.headers(answered.received.headers),
    body: veil.body(answered.received.body.slice(0, MOST_SHOWN)),
    ms: answered.received.ms,
  },
  packets: packets.slice(-MOST_PACKETS).map((packet) => veil.text(packetLine(packet, veil.show).slice(0, MOST_SHOWN))),
  expect: `${call.operation}/${call.expect}`,
})

const MOST_PACKETS = 100

// A body of ten megabytes helps nobody to see what is wrong.
const MOST_SHOWN = 65_536
