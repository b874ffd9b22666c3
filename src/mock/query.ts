import { emptyRecord } from './empty-record.ts'

/** A query or form as nested values. Their prototype has no members, so that no name in a request can reach one. */
export type Query = Record<string, unknown>

const MAX_DEPTH = 5
// The real server asks `qs` for no more (since 8.1; before, 20).
const LIST_LIMIT = 500

/**
 * Reads `a=1&b[]=2&c[d]=3` as the real servers do, which use `qs`: repeated names, `[]` and `[0]` make lists, `[name]` objects,
 * up to five levels deep. Text that is not percent-encoded rightly stays as it is.
 */
export function parseQuery(text: string): Query {
  const query: Query = emptyRecord()
  if (text === '') return query
  for (const pair of text.split('&')) if (pair !== '') addPair(query, pair)
  return query
}

/** How many pairs a query text has. */
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
    // Broken percent-encoding is taken to the letter; refusing it is up to whoever reads the value.
    return spaced
  }
}

/** `a[b][]` → a, b, '' ; what follows the fifth level, or is never closed, stays one segment. What stands between brackets is lost. */
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

/** Lists and objects grow where the segments lead; a plain value in the way becomes the first of a list. */
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
  if (Array.isArray(current) || typeof current === 'string')
    return [...[current].flat(), grown(undefined, segments, value)]
  const object: Query = Object.assign(emptyRecord(), current)
  addNested(object, segments, value)
  return object
}

const isListKey = (key: string, current: unknown): boolean =>
  key === '' ||
  (/^(?:0|[1-9]\d{0,2})$/.test(key) && Number(key) < LIST_LIMIT && (current === undefined || Array.isArray(current)))

const joined = (current: unknown, value: string): unknown =>
  current === undefined ? value : Array.isArray(current) ? [...current, value] : [current, value]
