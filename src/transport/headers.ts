import { emptyRecord } from '../mock/empty-record.ts'

/** Headers by lower-case name; the names that may come once only are told apart from a repeated one. */
export interface ReadHeaders {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** A header that must not be repeated and was: `host`, `origin`, `content-length`. */
  readonly repeated: string | null
}

const SINGLE = new Set(['host', 'origin', 'content-length', 'sec-fetch-site'])

/** A request as Node has it, whose target may be a whole URL. */
interface RawRequest {
  url?: string | undefined
  readonly rawHeaders: string[]
}

const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)/i

/**
 * Reads target and headers. A target that is a whole URL, as clients send it to a proxy, counts as its path, and its host takes
 * precedence over the header (RFC 9112, 3.2.2). The request itself is changed, too, for later readers.
 */
export function readRequest(request: RawRequest): ReadHeaders & { readonly target: string } {
  const read = readHeaders(request.rawHeaders)
  const [, host, path = ''] = ABSOLUTE.exec(request.url ?? '') ?? []
  if (host === undefined) return { ...read, target: request.url ?? '/' }
  request.url = path.startsWith('/') ? path : `/${path}`
  return { ...read, headers: Object.assign(emptyRecord(), read.headers, { host }), target: request.url }
}

/**
 * Reads Node's flat list of names and values. Node itself keeps the first of two `Host`s in silence, which lets a request
 * pass a guard as one host and be answered as another.
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
