import { createByteSearch } from './byte-search.ts'
import type { SecretPlace } from '../model/redaction.ts'
import type { Cut, SecretSearch } from './cuts.ts'
import { encodedRuns } from './encoded-runs.ts'
import { isLong } from './secret-forms.ts'

/** How often a text may have been encoded. */
const MOST_TIMES = 3

// Shorter ones occur in too many unrelated texts.
const LEAST = 4
const LEAST_BACKWARDS = 8
const LEAST_CUT = 10

/**
 * Finds the runs of base64 and hex that decode to a secret, also encoded again. `isSpelledIn` tells whether a text that was decoded
 * spells one in any other way.
 */
export function createDecodedSearch(secrets: readonly string[], isSpelledIn: (text: string) => boolean): SecretSearch {
  const bytes = createByteSearch()
  let least = Infinity
  const learn = (further: readonly string[], where: SecretPlace): void => {
    for (const secret of further.filter((each) => [...each].length >= LEAST))
      for (const each of bytesOf(secret)) {
        // Where bytes stand alone can be told in a text only, by its spelling.
        if (where === 'anywhere' || isLong(secret)) bytes.add(each)
        least = Math.min(least, each.length)
      }
  }
  learn(secrets, 'anywhere')
  const holds = (decoded: string, times: number): boolean => {
    if (decoded.length < least) return false
    if (bytes.isIn(decoded)) return true
    const text = toText(decoded)
    if (text !== null && isSpelledIn(text)) return true
    if (times === MOST_TIMES) return false
    // Text in UTF-16 may be encoded, too.
    const texts = decoded.includes('\0') ? [decoded, decoded.replaceAll('\0', '')] : [decoded]
    return texts.some((each) => runsWith(each, times + 1).length > 0)
  }
  const runsWith = (text: string, times: number): readonly Cut[] =>
    [...encodedRuns(text, least)].filter(({ decoded }) => decoded.some((one) => holds(one, times)))
  return { find: (text) => (least === Infinity ? [] : runsWith(text, 1)), learn }
}

// Nearly all bytes that are no text have one.
// oxlint-disable-next-line no-control-regex -- it matches control characters
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/
const decoder = new TextDecoder()

/** Bytes as the text that they are in UTF-8; null if they are none. */
function toText(bytes: string): string | null {
  if (CONTROLS.test(bytes)) return null
  const text = decoder.decode(octetsOf(bytes))
  return text.includes('\ufffd') ? null : text
}

// `Uint8Array.from` takes thirty times as long, which a body of some MB makes seconds.
function octetsOf(bytes: string): Uint8Array {
  const octets = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at++) octets[at] = bytes.charCodeAt(at)
  return octets
}

const encoder = new TextEncoder()
const lowBytes = (units: readonly number[]): string => binary(units.map((unit) => unit & 255))
const binary = (bytes: readonly number[]): string => bytes.map((byte) => String.fromCharCode(byte)).join('')

/** Base64 that is cut where a secret begins or ends lacks some bits of its first and last byte. */
const coreOf = (bytes: readonly number[]): readonly number[] => (bytes.length < LEAST_CUT ? bytes : bytes.slice(1, -1))

/** Its bytes in UTF-8, Latin 1 and UTF-16, forwards and backwards, one character for each. */
function bytesOf(secret: string): string[] {
  const characters = [...secret]
  const texts = characters.length < LEAST_BACKWARDS ? [secret] : [secret, characters.toReversed().join('')]
  return texts.flatMap((text) => {
    const units = text.split('').map((unit) => unit.charCodeAt(0))
    return [
      binary(coreOf([...encoder.encode(text)])),
      // Beyond Latin 1, each unit is cut to its lower byte; a few of these occur anywhere.
      ...(units.every((unit) => unit < 256) || units.length >= LEAST_BACKWARDS ? [lowBytes(units)] : []),
      binary(units.flatMap((unit) => [unit & 255, unit >> 8])),
      binary(units.flatMap((unit) => [unit >> 8, unit & 255])),
    ]
  })
}
