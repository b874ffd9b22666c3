import type { CaseCall } from './case.ts'
import { withValues, filler, merged, textsOf, within } from './case-request.ts'
import type { SocketFace } from './face.ts'
import { isObject, parseJson } from '../../json.ts'

/** A call as sent over a socket. */
export interface Packet {
  /** Null: the call is connecting itself. */
  readonly event: string | null
  /** The event's arguments before the ack: a payload, or none. */
  readonly args: readonly unknown[]
  /** The client's `auth`. */
  readonly auth: Readonly<Record<string, unknown>>
  /** Headers of the handshake: credentials other than bearer tokens. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The packet of a call: its path parts and body form one payload, and the bearer token is sent on connecting. `$name` as in
 * requests. Only for calls for which `notOnSocket` returns null.
 */
export function toPacket(
  call: Pick<CaseCall, 'request' | 'raw'>,
  { event }: Pick<SocketFace, 'event'>,
  values: Readonly<Record<string, string>>,
  credentials: Readonly<Record<string, string>>,
): Packet {
  const { auth, headers } = toHandshake(merged(credentials, textsOf(withValues(call.request.headers, values))))
  const args = argsOf(call, values)
  if (event !== null) return { event, args, auth, headers }
  const [given] = args
  return { event, args: [], auth: { ...auth, ...(isObject(given) ? given : {}) }, headers }
}

/** The `auth` and headers of a client: a bearer token becomes `token`, everything else remains a header. */
export function toHandshake(credentials: Readonly<Record<string, string>>): Pick<Packet, 'auth' | 'headers'> {
  const { authorization, headers } = credentialsOf(credentials)
  return { auth: authorization === undefined ? {} : { token: authorization.replace(BEARER, '') }, headers }
}

const BEARER = /^bearer *(?=\S|$)/i

/** Reason why a call can't be made on a socket, or null. `isAlsoHttp`: whether the same call exists over HTTP, too. */
export function notOnSocket({ request, raw }: CaseCall, isAlsoHttp: boolean): string | null {
  const headers = Object.entries(textsOf(request.headers))
  const other = headers.find(
    ([name, text]) => name.toLowerCase() !== 'authorization' || !/^(?:bearer\b.*)?$/is.test(text),
  )
  if (other) return `sends the header ${other[0]}, which sockets do not`
  if (raw?.query !== undefined || Object.keys(request.query).length > 0) return 'has a query'
  if (raw?.contentType !== undefined && !/^application\/json\b/.test(raw.contentType)) return 'is about a media type'
  if (raw?.text === undefined) return null
  const payload = parseJson(raw.text)
  if (payload === undefined && raw.text !== '') return 'is about a body that is not JSON'
  return isAlsoHttp && !isObject(payload) ? 'is about a body that is not an object' : null
}

const NAMES_BEARER = 'authorization'

function credentialsOf(headers: Readonly<Record<string, string>>): {
  authorization?: string
  headers: Record<string, string>
} {
  const entries = Object.entries(headers)
  const own = entries.find(([name]) => name.toLowerCase() === NAMES_BEARER)?.[1]
  return {
    ...(own === undefined ? {} : { authorization: own }),
    headers: Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== NAMES_BEARER)),
  }
}

/** An object payload also contains the parts of the path, which over HTTP are in the URL. */
function argsOf(
  { request, raw }: Pick<CaseCall, 'request' | 'raw'>,
  values: Readonly<Record<string, string>>,
): readonly unknown[] {
  const path = withValues(request.path, values)
  const text = raw?.fill === undefined ? within(raw?.text, values, String) : filler(raw.fill)
  if (text === '') return []
  const body = text === undefined ? withValues(request.body, values) : parseJson(text)
  if (text !== undefined && !isObject(body)) return [body]
  const payload = { ...(isObject(path) ? path : {}), ...(isObject(body) ? body : {}) }
  return body === null && Object.keys(payload).length === 0 ? [] : [payload]
}
