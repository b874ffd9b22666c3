import { packetLine } from '../model/packet-log.ts'
import type { Redaction } from '../model/redaction.ts'
import type { Evidence } from '../model/result.ts'
import type { Played } from './played.ts'

// Ten megabytes of body don't help to see what is wrong.
const MOST_SHOWN = 65_536

/** A call as reports may show it, with at most so many characters of each body. */
export const toEvidence = (
  { call, request, answered, packets }: Played,
  redaction: Redaction,
  most: number = MOST_SHOWN,
): Evidence => ({
  method: request.method,
  target: redaction.text(request.target),
  headers: Object.fromEntries(redaction.headers(Object.entries(request.headers))),
  body: request.body === null ? null : beginning(request.body, most, redaction.text),
  answer: answered && {
    status: answered.received.status,
    headers: redaction.headers(answered.received.headers),
    body: beginning(answered.received.body, most, redaction.body),
    ms: answered.received.ms,
  },
  packets: packets
    .slice(-MOST_PACKETS)
    .map((packet) => redaction.text(packetLine(packet, redaction.show).slice(0, MOST_SHOWN))),
  expect: `${call.operation}/${call.expect}`,
})

const MOST_PACKETS = 100

/** No secret is longer, in whatever encoding. */
const LONGEST_SECRET = 8192

/** The first part of a text, redacted with so much more that no secret is shown in half. */
function beginning(text: string, most: number, redacted: (text: string) => string): string {
  const read = text.slice(0, most + LONGEST_SECRET)
  const shown = redacted(read)
  const end = read.length === text.length ? 0 : unchangedEnd(read, shown)
  return shown.slice(0, shown.length - end).slice(0, most)
}

/** How much of the end of a text is still there, and may be half a secret. */
function unchangedEnd(before: string, after: string): number {
  let length = 0
  while (length < LONGEST_SECRET && length < after.length && before.at(-1 - length) === after.at(-1 - length)) length++
  return length
}
