import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { AnyFace } from '../../contract/model/face.ts'
import { isContainer, parseJson } from '../../json.ts'

/** Shows only what the contract determines of a target's data, and the shape of the rest, since reports need no real names. */
export interface Mask {
  /** The value with every other text as `text(23) #a1b2c3` (length in code points, fingerprint), numbers as `number #a1b2c3`. */
  readonly value: (value: unknown) => unknown
  /** The same for a body: JSON remains JSON, anything else is one text. */
  readonly body: (text: string) => string
}

/** What a mask leaves readable. */
export interface MaskOptions {
  /** Texts, member names and numbers (as JSON) that are shown unchanged. */
  readonly fixed: ReadonlySet<string>
  /** New for each run: equal values look equal within it, and reveal nothing outside it. */
  readonly key: Uint8Array
}

const SHOWN_ITEMS = 5
const MAX_DEPTH = 64

/** A mask for a run. */
export function createMask({ fixed, key }: MaskOptions): Mask {
  const fingerprint = (text: string): string => `#${bytesToHex(hmac(sha256, key, utf8ToBytes(text))).slice(0, 6)}`
  const text = (value: string): string =>
    fixed.has(value) ? value : `text(${codePoints(value)}) ${fingerprint(value)}`
  const number = (value: number): unknown => (fixed.has(String(value)) ? value : `number ${fingerprint(String(value))}`)

  const masked = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return number(value)
    if (!isContainer(value)) return value
    if (depth === MAX_DEPTH) return '… nested deeper'
    if (Array.isArray(value)) return items(value, depth + 1)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [text(name), masked(member, depth + 1)]))
  }

  const items = (list: readonly unknown[], depth: number): unknown[] => [
    ...list.slice(0, SHOWN_ITEMS).map((item) => masked(item, depth)),
    ...(list.length > SHOWN_ITEMS ? [`… ${list.length - SHOWN_ITEMS} more`] : []),
  ]

  return {
    value: (value) => masked(value, 0),
    body: (body) => {
      const value = parseJson(body)
      return value === undefined ? text(body) : JSON.stringify(masked(value, 0))
    },
  }
}

/** What the contract determines: every text and number of the documented errors, but only the member names of successes. */
export function fixedTextsOf(faces: readonly AnyFace[]): ReadonlySet<string> {
  const outcomes = faces.flatMap((face) => face.outcomes)
  return new Set(['', ...outcomes.flatMap(({ status, example }) => fixedIn(parseJson(example), status >= 300))])
}

function fixedIn(value: unknown, withValues: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => fixedIn(item, withValues))
  if (isContainer(value))
    return Object.entries(value).flatMap(([name, member]) => [name, ...fixedIn(member, withValues)])
  return withValues && (typeof value === 'string' || typeof value === 'number') ? [String(value)] : []
}

const codePoints = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}
