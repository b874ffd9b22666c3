import { emptyRecord } from '../json.ts'

/** Headers by lower-case name, keeping track of those that must not be repeated. */
export interface ReadHeaders {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** A header that was repeated, but must not be: `host`, `origin`, `content-length`. */
  readonly repeated: string | null
}

const SINGLE = new Set(['host', 'origin', 'content-length', 'sec-fetch-site'])

/** A request as Node parses it, whose target may be a whole URL. */
interface RawRequest {
  url?: string | undefined
  readonly rawHeaders: string[]
}

const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)/i

/**
 * Reads target and headers. If the target is a whole URL, as clients send it to a proxy, its path counts, and its host takes
 * precedence over the header (RFC 9112, 3.2.2). Updates the request itself, too, for later readers.
 */
export function readRequest(request: RawRequest): ReadHeaders & { readonly target: string } {
  const { headers, repeated } = readHeaders(request.rawHeaders)
  const url = request.url ?? '/'
  if (url.startsWith('/')) return { headers, repeated, target: url }
  const [, host, path = ''] = ABSOLUTE.exec(url) ?? []
  if (host === undefined) return { headers, repeated, target: url }
  request.url = path.startsWith('/') ? path : `/${path}`
  return { headers: Object.assign(emptyRecord(), headers, { host }), repeated, target: request.url }
}

/**
 * Reads Node's flat list of names and values. Node silently keeps the first of two `Host`s, so that a request could pass a
 * guard as one host and be answered as another.
 */
export function readHeaders(rawHeaders: readonly string[]): ReadHeaders {
  const headers: Record<string, string | undefined> = emptyRecord()
  let repeated: string | null = null
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    const before = headers[name]
    headers[name] = before === undefined ? value : `${before}, ${value}`
    if (before !== undefined && SINGLE.has(name)) repeated = name
  }
  return { headers, repeated }
}
