import type { JournalEntry } from '../contract/compiled/types.ts'
import { parseJson } from '../json.ts'
import { memberOf } from '../domain/operation.ts'
import { isCredential, type Entry } from '../world/journal.ts'

/** An exchange without the values of credentials, since journals end up in tickets; their names remain. */
export const toJournalEntry = (world: string, { n, at, request, answer }: Entry): JournalEntry => ({
  n,
  at: new Date(at).toISOString(),
  world,
  caller: callerNamedIn(request),
  method: request.method,
  target: request.target,
  operation: answer.about.operation,
  outcome: answer.about.outcome,
  status: answer.status === 0 ? null : answer.status,
  delayMs: answer.delayMs ?? 0,
  forced: answer.about.forced,
  rule: answer.about.forced === null ? answer.about.outcome : null,
  cause: answer.about.cause,
  request: { headers: withoutCredentials(request.headers), body: request.body },
  response: { ...(isOnSocket(request.method) ? {} : headersOf(answer.headers)), body: answer.body },
})

const isOnSocket = (method: string): boolean => ['CONNECT', 'EVENT', 'DISCONNECT'].includes(method)

/** Repeated ones are joined, as in a request. */
function headersOf(flat: readonly string[] | undefined): { readonly headers?: Readonly<Record<string, string>> } {
  if (flat === undefined) return {}
  const headers: Record<string, string> = {}
  for (let at = 0; at < flat.length; at += 2) {
    const [name, value] = [(flat[at] ?? '').toLowerCase(), flat[at + 1] ?? '']
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return { headers: withoutCredentials(headers) }
}

const withoutCredentials = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isCredential(name) ? '…' : (value ?? '')]))

/** A user's id by header or token, else a guest's name. */
const callerNamedIn = ({ headers, body }: Entry['request']): string | null =>
  headers['x-user-id'] ?? subjectOf(headers['authorization'] ?? '') ?? guestIn(headers['content-type'], body)

const subjectOf = (authorization: string): string | null => {
  const claims = /^bearer +[^.]+\.([\w-]+)\./i.exec(authorization)?.[1]
  return claims === undefined ? null : textOf(memberOf(parseJson(decoded(claims)), 'sub'))
}

function decoded(base64url: string): string {
  try {
    return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    // Not base64: the token names nobody.
    return ''
  }
}

// A longer body names no guest worth reading: a name has at most fifty characters.
const LONGEST_BODY = 4096

function guestIn(contentType: string | undefined, body: string): string | null {
  if (body === '' || body.length > LONGEST_BODY) return null
  if (contentType?.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(body).get('guestName')
  return textOf(memberOf(parseJson(body), 'guestName'))
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
