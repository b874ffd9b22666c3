import { HTML_NAMES, LETTERS } from './escape-names.ts'

/** What the text from a place on may stand for: one character, as one or two UTF-16 units, up to the place after it. */
export interface TextReading {
  readonly means: string
  readonly next: number
}

/** Whether a UTF-16 unit may begin an escape. */
export const isEscape = (unit: number): boolean =>
  unit === 0x25 || unit === 0x26 || unit === 0x2b || unit === 0x3d || unit === 0x5c

/**
 * All that an escape at this place may mean: of URLs, JSON, JavaScript, HTML or mail, also escaped again, and cut anywhere: `&#971`
 * is one character, or `a` and a 1. Rather too much than too little.
 */
export function readingsAt(text: string, at: number): readonly TextReading[] {
  switch (text[at]) {
    case '%':
      return [...unitAt(text, at), ...charactersAt(text, at, percentBytes), ...afterPercentSlashes(text, at)]
    case '\\':
      return afterSlashes(text, at)
    case '&':
      return inHtml(text, at)
    case '=':
      return charactersAt(text, at, quotedBytes)
    case '+':
      return [{ means: ' ', next: at + 1 }]
    default:
      return []
  }
}

interface ByteAt {
  readonly byte: number
  readonly next: number
}

type Bytes = (text: string, at: number) => readonly ByteAt[]

/** How often a sign that escapes may itself be escaped. */
const AGAIN = [0, 1, 2]

const percentBytes: Bytes = (text, at) =>
  text[at] === '%'
    ? AGAIN.flatMap((times) => (text.startsWith('25'.repeat(times), at + 1) ? hexByte(text, at + 1 + 2 * times) : []))
    : []

const quotedBytes: Bytes = (text, at) => (text[at] === '=' ? hexByte(text, at + 1) : [])

const slashedBytes: Bytes = (text, at) => {
  const end = endOfSlashes(text, at)
  return end > at && /x/i.test(text[end] ?? '') ? hexByte(text, end + 1) : []
}

const hexByte: Bytes = (text, at) => {
  const digits = text.slice(at, at + 2)
  return /^[\da-f]{2}$/i.test(digits) ? [{ byte: Number.parseInt(digits, 16), next: at + 2 }] : []
}

/** Each byte as a character of Latin 1, and those that are UTF-8 together. */
const charactersAt = (text: string, at: number, bytesAt: Bytes): TextReading[] =>
  bytesAt(text, at).flatMap(({ byte, next }) => [
    { means: String.fromCharCode(byte), next },
    ...(byte < 0xc2 ? [] : inUtf8(text, { byte, next }, bytesAt)),
  ])

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function inUtf8(text: string, first: ByteAt, bytesAt: Bytes): TextReading[] {
  const bytes = [first.byte]
  let { next } = first
  const length = first.byte >= 0xf0 ? 4 : first.byte >= 0xe0 ? 3 : 2
  while (bytes.length < length) {
    const following = bytesAt(text, next).find(({ byte }) => byte >= 0x80 && byte < 0xc0)
    if (following === undefined) return []
    bytes.push(following.byte)
    ;({ next } = following)
  }
  try {
    return [{ means: decoder.decode(Uint8Array.from(bytes)), next }]
  } catch {
    // No UTF-8 after all.
    return []
  }
}

/** `%u0430`, as JavaScript's `escape` writes it. */
const unitAt = (text: string, at: number): TextReading[] =>
  AGAIN.flatMap((times) => {
    const [, digits] = /^u([\da-f]{4})/i.exec(text.slice(at + 1 + 2 * times, at + 6 + 2 * times)) ?? []
    return digits !== undefined && text.startsWith('25'.repeat(times), at + 1)
      ? [{ means: String.fromCharCode(Number.parseInt(digits, 16)), next: at + 6 + 2 * times }]
      : []
  })

/** More backslashes than these before a letter are no escape of it. */
const MOST_SLASHES = 8

/** Where a run of backslashes ends; where it starts if it is too long. */
function endOfSlashes(text: string, from: number): number {
  let end = from
  while (text[end] === '\\' && end <= from + MOST_SLASHES) end++
  return end > from + MOST_SLASHES ? from : end
}

function afterSlashes(text: string, at: number): TextReading[] {
  const end = endOfSlashes(text, at)
  if (end === at) return []
  switch (text[end]) {
    case 'u':
    case 'U':
      return codeAt(text, end)
    case 'x':
    case 'X':
      return charactersAt(text, at, slashedBytes)
    case '&':
      return inHtml(text, end)
    default:
      return letterAt(text, end)
  }
}

/** `u002f` and `u{2f}`. */
function codeAt(text: string, at: number): TextReading[] {
  const [all, unit, point] = /^u(?:([\da-f]{4})|\{0{0,6}([\da-f]{1,6})\})/i.exec(text.slice(at, at + 15)) ?? ['']
  const code = Number.parseInt(unit ?? point ?? 'none', 16)
  return code <= 0x10ffff ? [{ means: String.fromCodePoint(code), next: at + all.length }] : []
}

const MEANT = new Map([...LETTERS].map(([character, letter]) => [letter, character]))

function letterAt(text: string, at: number): TextReading[] {
  const means = MEANT.get((text[at] ?? '').toLowerCase())
  return means === undefined ? [] : [{ means, next: at + 1 }]
}

function afterPercentSlashes(text: string, at: number): TextReading[] {
  const found: TextReading[] = []
  let end = at
  for (let count = 0; count < MOST_SLASHES; count++) {
    const slash = percentBytes(text, end).find(({ byte }) => byte === 0x5c)
    if (slash === undefined) break
    end = slash.next
    found.push(...letterAt(text, end), ...charactersAt(text, end, percentBytes))
  }
  return found
}

const inHtml = (text: string, at: number): TextReading[] =>
  AGAIN.flatMap((times) => {
    const from = at + 1 + 4 * times
    return text.slice(at + 1, from).toLowerCase() === 'amp;'.repeat(times)
      ? [...numbersAt(text, from), ...namesAt(text, from)].flatMap((reading) => withSemicolon(text, reading))
      : []
  })

/** The sign at the end may be left out. */
const withSemicolon = (text: string, reading: TextReading): TextReading[] =>
  text[reading.next] === ';' ? [reading, { ...reading, next: reading.next + 1 }] : [reading]

function numbersAt(text: string, at: number): TextReading[] {
  const [, x = '', digits = ''] = /^#(x?)([\da-f]{1,13})/i.exec(text.slice(at, at + 16)) ?? []
  const known = x === '' ? (/^\d+/.exec(digits)?.[0] ?? '') : digits
  return [...known].flatMap((_, last) => {
    const code = Number.parseInt(known.slice(0, last + 1), x === '' ? 10 : 16)
    return code <= 0x10ffff ? [{ means: String.fromCodePoint(code), next: at + 2 + x.length + last }] : []
  })
}

const NAMED = [...HTML_NAMES].flatMap(([means, names]) => names.map((name) => ({ means, name: name.toLowerCase() })))
const LONGEST_NAME = Math.max(...NAMED.map(({ name }) => name.length))

function namesAt(text: string, at: number): TextReading[] {
  const lower = text.slice(at, at + LONGEST_NAME).toLowerCase()
  return NAMED.filter(({ name }) => lower.startsWith(name)).map(({ means, name }) => ({
    means,
    next: at + name.length,
  }))
}
