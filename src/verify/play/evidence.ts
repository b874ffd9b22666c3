import { packetLine } from '../model/packet-log.ts'
import type { Redaction } from '../model/redaction.ts'
import type { Evidence } from '../model/result.ts'
import type { Played } from './played.ts'

/** A call as reports may show it. */
export const toEvidence = ({ call, request, answered, packets }: Played, redaction: Redaction): Evidence => ({
  method: request.method,
  target: redaction.text(request.target),
  headers: Object.fromEntries(redaction.headers(Object.entries(request.headers))),
  body: request.body === null ? null : redaction.text(request.body.slice(0, MOST_SHOWN)),
  answer: answered && {
    status: answered.received.status,
    headers: redaction.headers(answered.received.headers),
    body: redaction.body(answered.received.body.slice(0, MOST_SHOWN)),
    ms: answered.received.ms,
  },
  packets: packets
    .slice(-MOST_PACKETS)
    .map((packet) => redaction.text(packetLine(packet, redaction.show).slice(0, MOST_SHOWN))),
  expect: `${call.operation}/${call.expect}`,
})

const MOST_PACKETS = 100

// Ten megabytes of body don't help to see what is wrong.
const MOST_SHOWN = 65_536
