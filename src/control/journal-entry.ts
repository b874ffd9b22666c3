import type { JournalEntry } from '../contract/compiled/types.ts'
import type { Entry } from '../world/journal.ts'

const CREDENTIALS = /^(?:authorization|proxy-authorization|cookie|x-auth-token|x-api-key)$/

/** An exchange without the values of credentials, since journals end up in tickets; their names remain. */
export const toJournalEntry = (world: string, { n, at, request, answer }: Entry): JournalEntry => ({
  n,
  at: new Date(at).toISOString(),
  world,
  method: request.method,
  target: request.target,
  operation: answer.about.operation,
  outcome: answer.about.outcome,
  status: answer.status === 0 ? null : answer.status,
  forced: answer.about.forced,
  rule: answer.about.forced === null ? answer.about.outcome : null,
  cause: answer.about.cause,
  request: { headers: withoutCredentials(request.headers), body: request.body },
  response: { body: answer.body },
})

const withoutCredentials = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, CREDENTIALS.test(name) ? '…' : (value ?? '')]),
  )
