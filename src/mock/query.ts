import { emptyRecord } from '../json.ts'

/** A query or form as nested values. Its prototype has no members that a name in a request could reach. */
export type Query = Record<string, unknown>

const MAX_DEPTH = 5
// The real server's setting for `qs` (since 8.1; 20 before).
const LIST_LIMIT = 500

/**
 * Parses `a=1&b[]=2&c[d]=3` as the real servers do with `qs`: repeated names, `[]` and `[0]` make lists, `[name]` objects,
 * up to five levels deep. Invalid percent-encoding is left as is.
 */
export function parseQuery(text: string): Query {
  const query: Query = emptyRecord()
  if (text === '') return query
  for (const pair of text.split('&')) if (pair !== '') addPair(query, pair)
  return query
}

/** Counts the pairs of a query without parsing it. */
export const countPairs = (text: string): number => {
  let count = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) count++
  return text === '' ? 0 : count
}

function addPair(query: Query, pair: string): void {
  const afterBracket = pair.indexOf(']=')
  const equals = afterBracket >= 0 ? afterBracket + 1 : pair.indexOf('=')
  const name = decode(equals < 0 ? pair : pair.slice(0, equals))
  const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
  if (name === '') return
  const bracket = name.indexOf('[')
  if (bracket < 0) query[name] = joined(query[name], value)
  else addNested(query, segmentsOf(name, bracket), value)
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // Invalid percent-encoding is taken literally; rejecting it is up to the code that reads the value.
    return spaced
  }
}

/** `a[b][]` → a, b, '' ; anything after the fifth level or an unclosed bracket is one segment. Text between brackets is dropped. */
function segmentsOf(name: string, bracket: number): string[] {
  const segments = bracket > 0 ? [name.slice(0, bracket)] : []
  for (let at = bracket; at >= 0;) {
    const end = name.indexOf(']', at)
    if (end < 0 || segments.length > MAX_DEPTH) return [...segments, name.slice(at)]
    segments.push(name.slice(at + 1, end))
    at = name.indexOf('[', end)
  }
  return segments
}

/** Creates lists and objects along the segments; a plain value in the way becomes the first item of a list. */
function addNested(target: Query, segments: readonly string[], value: string): void {
  const [head = '', ...rest] = segments
  target[head] = grown(target[head], rest, value)
}

function grown(current: unknown, segments: readonly string[], value: string): unknown {
  const [head, ...rest] = segments
  if (head === undefined) return joined(current, value)
  if (isListKey(head, current)) {
    const list = current === undefined ? [] : Array.isArray(current) ? current : [current]
    return [...list, grown(undefined, rest, value)]
  }
  if (typeof current === 'string') return [current, grown(undefined, segments, value)]
  const object: Query = Object.assign(emptyRecord(), current)
  addNested(object, segments, value)
  return object
}

const isListKey = (key: string, current: unknown): boolean =>
  key === '' ||
  (/^(?:0|[1-9]\d{0,2})$/.test(key) && Number(key) < LIST_LIMIT && (current === undefined || Array.isArray(current)))

const joined = (current: unknown, value: string): unknown =>
  current === undefined ? value : Array.isArray(current) ? [...current, value] : [current, value]
