import type { JournalEntry } from '../contract/compiled/types.ts'
import { parseJson } from '../json.ts'
import { memberOf } from '../domain/operation.ts'
import { createOwnCredentials, isCredential } from '../credentials.ts'
import type { Entry } from '../world/journal.ts'

/** An exchange without the values of credentials, wherever it repeats them, since journals end up in tickets; their names remain. */
export function toJournalEntry(world: string, { n, at, request, answer }: Entry): JournalEntry {
  const hide = createOwnCredentials(request.headers)
  const { method, headers } = request
  const [target, body] = [hide(request.target), hide(request.body)]
  const { operation, outcome, cause, forced } = answer.about
  return {
    n,
    at: new Date(at).toISOString(),
    world,
    caller: callerNamedIn({ headers, body }),
    method,
    target,
    operation,
    outcome,
    status: answer.status === 0 ? null : answer.status,
    delayMs: answer.delayMs ?? 0,
    forced,
    rule: forced === null ? outcome : null,
    cause: hide(cause),
    request: { headers: withoutCredentials(headers, hide), body },
    response: { ...(isOnSocket(method) ? {} : headersOf(answer.headers, hide)), body: hide(answer.body) },
  }
}

type Hide = (text: string) => string

const isOnSocket = (method: string): boolean => ['CONNECT', 'EVENT', 'DISCONNECT'].includes(method)

/** Repeated ones are joined, as in a request. */
function headersOf(
  flat: readonly string[] | undefined,
  hide: Hide,
): { readonly headers?: Readonly<Record<string, string>> } {
  if (flat === undefined) return {}
  const headers: Record<string, string> = {}
  for (let at = 0; at < flat.length; at += 2) {
    const [name, value] = [(flat[at] ?? '').toLowerCase(), flat[at + 1] ?? '']
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return { headers: withoutCredentials(headers, hide) }
}

const withoutCredentials = (
  headers: Readonly<Record<string, string | undefined>>,
  hide: Hide,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [name, isCredential(name) ? '…' : hide(value)]),
  )

/** A user's id by header or token, else a guest's name. */
const callerNamedIn = ({ headers, body }: Pick<Entry['request'], 'headers' | 'body'>): string | null =>
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
