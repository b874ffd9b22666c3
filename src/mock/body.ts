import type { Face } from '../contract/model/face.ts'
import { countPairs, parseQuery } from './query.ts'
import { parseJson } from '../json.ts'

/** A parsed body: its value (`{}` if there is none), and why it could not be read. */
export interface ReadBody {
  readonly value: unknown
  readonly unreadable: string | null
  /** The limit that it exceeds. */
  readonly over: 'depth' | 'parameters' | null
}

/** A body beyond these is not parsed. */
export interface BodyLimits {
  readonly depth: number
  readonly parameters: number
}

const EMPTY: ReadBody = { value: {}, unreadable: null, over: null }

/** Parses a body by its media type. A type that the operation doesn't accept counts as no body, as on both real servers. */
export function readBody(
  face: Pick<Face, 'bodies'>,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  limits: BodyLimits,
): ReadBody {
  if (body === '') return EMPTY
  const mediaType = mediaTypeOf(headers['content-type'] ?? '')
  if (!face.bodies.includes(mediaType)) return EMPTY
  if (isEncoded(headers['content-encoding']))
    return { ...EMPTY, unreadable: 'The body cannot be decompressed here; send it uncompressed.' }
  if (isForeignCharset(mediaType, headers['content-type'] ?? ''))
    return { ...EMPTY, unreadable: 'JSON is read only as UTF-8.' }
  return mediaType === 'application/json' ? readJson(body, limits) : readForm(body, limits)
}

const mediaTypeOf = (contentType: string): string => {
  const end = contentType.indexOf(';')
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
}

/** JSON is UTF-8 (RFC 8259, 8.1); in another charset it would mean something else. */
const isForeignCharset = (mediaType: string, contentType: string): boolean => {
  if (mediaType !== 'application/json' || contentType.length === mediaType.length) return false
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]
  return charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)
}

const isEncoded = (encoding: string | undefined): boolean =>
  encoding !== undefined && !/^(?:identity)?$/i.test(encoding.trim())

function readJson(body: string, { depth }: BodyLimits): ReadBody {
  const text = body.startsWith('\ufeff') ? body.slice(1) : body
  if (text.trim() === '') return EMPTY
  // Counted in the text: the parser accepts hundreds of thousands of levels, and code that walks them later would overflow.
  if (deeperThan(text, depth)) return { ...EMPTY, over: 'depth' }
  const value = parseJson(text)
  return value === undefined ? { ...EMPTY, unreadable: 'The body is not valid JSON.' } : { ...EMPTY, value }
}

function readForm(body: string, { parameters }: BodyLimits): ReadBody {
  if (countPairs(body) > parameters) return { ...EMPTY, over: 'parameters' }
  return { ...EMPTY, value: parseQuery(body) }
}

/** Whether a JSON text nests brackets deeper than `depth`. Brackets inside strings don't count. */
export function deeperThan(text: string, depth: number): boolean {
  if (!opensMore(text, depth)) return false
  let open = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (inText) {
      if (character === 0x5c) at++
      else if (character === 0x22) inText = false
    } else if (character === 0x22) inText = true
    else if (character === 0x7b || character === 0x5b) open++
    else if (character === 0x7d || character === 0x5d) open--
    if (open > depth) return true
  }
  return false
}

/** Whether there are more brackets at all, strings included: rarely true, and many times faster to find out. */
function opensMore(text: string, depth: number): boolean {
  let opened = 0
  for (const bracket of BRACKETS)
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++opened > depth) return true
  return false
}

const BRACKETS = ['[', '{']
