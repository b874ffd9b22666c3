import type { JournalEntry } from '../../contract/compiled/types.ts'
import { secretsInBody, secretsInHeaders, secretsInUrl } from '../../passive/secret-values.ts'
import { redactionOfSeen } from '../../passive/secrets.ts'
import { toHarText, type HarCall } from '../../report/formats/har-text.ts'
import { journalCalls } from '../../report/formats/journal-calls.ts'
import type { Redaction } from '../../verify/model/redaction.ts'

/** Recorded calls as HAR, without secrets. */
export function journalHar(entries: readonly JournalEntry[], baseUrl: string): string {
  const redaction = redactionOfSeen(entries.flatMap(secretsOf))
  return toHarText(
    'greenroom log',
    journalCalls(entries, baseUrl).map((call) => redacted(call, redaction)),
  )
}

const secretsOf = ({ target, request, response }: JournalEntry): string[] => [
  ...secretsInUrl(`http://localhost${target.startsWith('/') ? target : ''}`),
  ...secretsInHeaders([...Object.entries(request.headers), ...Object.entries(response.headers ?? {})]),
  ...secretsInBody(request.body),
  ...secretsInBody(response.body),
]

const redacted = (call: HarCall, { text, headers, body }: Redaction): HarCall => ({
  ...call,
  url: text(call.url),
  headers: headers(call.headers),
  body: call.body === null ? null : body(call.body),
  answer: call.answer && {
    ...call.answer,
    headers: headers(call.answer.headers),
    body: body(call.answer.body),
  },
  comment: text(call.comment),
  messages: call.messages?.map(({ way, data }) => ({ way, data: body(data) })) ?? null,
})
