import type { Face } from '../contract/model/face.ts'
import { countPairs, parseQuery } from './query.ts'
import { parseJson } from '../json.ts'

/** A body as read: its value (`{}` where there is none to read), and why it could not be read. */
export interface ReadBody {
  readonly value: unknown
  readonly unreadable: string | null
  /** The limit that it goes over, for a problem to name. */
  readonly over: 'depth' | 'parameters' | null
}

/** Limits of what is parsed at all. */
export interface BodyLimits {
  readonly depth: number
  readonly parameters: number
}

const EMPTY: ReadBody = { value: {}, unreadable: null, over: null }

/** Reads a body by its media type. One that the operation does not take counts as none, as for both real servers. */
export function readBody(
  face: Face,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  limits: BodyLimits,
): ReadBody {
  if (body === '' || face.bodies.length === 0) return EMPTY
  const mediaType = mediaTypeOf(headers['content-type'] ?? '')
  if (!face.bodies.includes(mediaType)) return EMPTY
  if (isEncoded(headers['content-encoding']))
    return { ...EMPTY, unreadable: 'The body cannot be inflated here; send it as it is.' }
  if (isForeignCharset(mediaType, headers['content-type'] ?? ''))
    return { ...EMPTY, unreadable: 'JSON is read as UTF-8 alone.' }
  return mediaType === 'application/json' ? readJson(body, limits) : readForm(body, limits)
}

const mediaTypeOf = (contentType: string): string => {
  const end = contentType.indexOf(';')
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
}

/** JSON is UTF-8 (RFC 8259, 8.1); in letters of another charset it would say something else. */
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
  // Counted on the text: parsing takes hundreds of thousands of levels, and whatever walks them later overflows.
  if (deeperThan(text, depth)) return { ...EMPTY, over: 'depth' }
  const value = parseJson(text)
  return value === undefined ? { ...EMPTY, unreadable: 'The body is not valid JSON.' } : { ...EMPTY, value }
}

function readForm(body: string, { parameters }: BodyLimits): ReadBody {
  if (countPairs(body) > parameters) return { ...EMPTY, over: 'parameters' }
  return { ...EMPTY, value: parseQuery(body) }
}

/** Whether a JSON text opens more brackets at once than allowed. Brackets inside texts do not count. */
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

/** Whether there are more brackets at all, those inside texts included: seldom, and found many times as fast. */
function opensMore(text: string, depth: number): boolean {
  let opened = 0
  for (const bracket of BRACKETS)
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++opened > depth) return true
  return false
}

const BRACKETS = ['[', '{']
