import type { Cut } from './cuts.ts'

/** A part of a text that may be encoded bytes, with everything it decodes to: one character for each byte. */
export interface EncodedRun extends Cut {
  readonly decoded: readonly string[]
}

/**
 * The runs of base64, base64url and hex in a text that may hold this many bytes, also escaped for URLs, JSON or HTML, and of bytes as
 * numbers with commas. What stands directly before encoded bytes shifts them, so each run is decoded from its first few characters.
 */
export function* encodedRuns(text: string, leastBytes: number): Generator<EncodedRun, void> {
  const [base64, hex] = [Math.ceil((leastBytes * 8) / 6), leastBytes * 2]
  // Most texts hold none, which a simple pattern tells faster.
  if (new RegExp(`[\\w+/=%\\\\&#;-]{${base64}}`).test(text))
    for (const { value, ...cut } of runsOf(text, IN_BASE64, base64)) {
      yield decodedRun(text, cut, value, (all) => fromBase64(all))
      if (value.includes('/')) yield* segmentsIn(text, cut, base64)
    }
  if (new RegExp(`[\\da-fA-F: ]{${hex}}`).test(text))
    for (const { value, ...cut } of runsOf(text, IN_HEX, hex)) yield decodedRun(text, cut, value, fromHex)
  for (const { bytes, ...cut } of numberRuns(text)) if (bytes.length >= leastBytes) yield { ...cut, decoded: [bytes] }
}

// A slash is a sign of base64, and of paths: there, what stands beside it is something else.
const SEGMENT = /[\w+-]+(?:={1,2}(?![\w=]))?/g

function* segmentsIn(text: string, run: Cut, least: number): Generator<EncodedRun, void> {
  for (const { 0: segment, index } of text.slice(run.from, run.to).matchAll(SEGMENT)) {
    const from = run.from + index
    const cut = { from: afterEscape(text, { from, to: from + segment.length }), to: from + segment.length }
    const value = text.slice(cut.from, cut.to).replaceAll('=', '')
    // Nothing stands before it that would shift it.
    if (value.length >= least) yield { ...cut, decoded: fromBase64(value, [0]) }
  }
}

/** Where it begins with the end of an escape, also without; that is no part of it, and the rest of one would be invalid JSON. */
function decodedRun(text: string, cut: Cut, value: string, decode: (value: string) => string[]): EncodedRun {
  const from = afterEscape(text, cut)
  // A single letter is shifted away anyway.
  const rest = from - cut.from < 2 ? [] : decode(value.slice(from - cut.from))
  return { from, to: cut.to, decoded: [...decode(value), ...rest] }
}

const ESCAPE = /(?:\\(?:[bfnrt]|u[\da-f]{4}|x[\da-f]{2})|%(?:25){0,2}[2-7][\da-f])/iy

function afterEscape(text: string, { from, to }: Cut): number {
  for (const before of [1, 2]) {
    ESCAPE.lastIndex = from - before
    if (from >= before && ESCAPE.test(text) && ESCAPE.lastIndex > from && ESCAPE.lastIndex < to) return ESCAPE.lastIndex
  }
  return from
}

// As JSON writes a buffer, on one line or on several.
const NUMBER = /(?<![\w.-])(\d{1,3})(?![\w.])(,\s{0,40}(?=\d))?/g

function* numberRuns(text: string): Generator<Cut & { readonly bytes: string }, void> {
  let [from, to, bytes, goesOn] = [0, 0, '', false]
  for (const { 0: all, 1: digits = '', 2: comma = '', index } of text.matchAll(NUMBER)) {
    if (index > to || !goesOn) {
      if (bytes !== '') yield { from, to, bytes }
      ;[from, bytes] = [index, '']
    }
    to = index + all.length
    bytes += String.fromCharCode(Number(digits))
    goesOn = comma !== ''
  }
  if (bytes !== '') yield { from, to, bytes }
}

const ESCAPED = String.raw`(?:%(?:25){0,2}2|\\{1,8}(?:u002|x2)|&(?:amp;){0,2}#[xX]0{0,6}2)[bBfF];?|\\{1,8}\/|&(?:amp;){0,2}(?:#0{0,6}4[37]|plus|sol);?`

// Pieces of a bounded length are put together: a pattern of whole runs would overflow the engine's stack on long ones.
const IN_BASE64 = new RegExp(`([\\w+/-]{1,4096}(?:={1,2}(?![\\w=]))?)|${ESCAPED}`, 'g')
// Between pairs of digits that stand alone, as in fingerprints.
const COLON = String.raw`(?<=(?<!\w)[\da-fA-F]{2})[: ](?=[\da-fA-F]{2}(?!\w))`
const IN_HEX = new RegExp(`([\\da-fA-F]{1,4096})|${COLON}`, 'g')

/** Runs of at least so many characters. A text may have millions of shorter ones. */
function* runsOf(text: string, pieces: RegExp, least: number): Generator<Cut & { readonly value: string }, void> {
  let [from, to, value] = [0, 0, '']
  for (const { 0: piece, 1: plain, index } of text.matchAll(pieces)) {
    if (index > to) {
      if (value.length >= least) yield { from, to, value }
      ;[from, value] = [index, '']
    }
    to = index + piece.length
    value += plain?.replaceAll('=', '') ?? unescaped(piece)
  }
  if (value.length >= least) yield { from, to, value }
}

const unescaped = (piece: string): string =>
  piece === ':' || piece === ' ' ? '' : /(?:[fF7/]|sol);?$/.test(piece) ? '/' : '+'

const fromBase64 = (run: string, shifts: readonly number[] = [0, 1, 2, 3]): string[] => {
  const plain = run.replaceAll('-', '+').replaceAll('_', '/')
  return shifts.map((shift) => {
    const part = plain.slice(shift)
    // One character more than whole groups of four holds no whole byte.
    return atob(part.length % 4 === 1 ? part.slice(0, -1) : part)
  })
}

const fromHex = (run: string): string[] =>
  [0, 1].map((shift) =>
    Array.from({ length: (run.length - shift) >> 1 }, (_, at) =>
      String.fromCharCode(Number.parseInt(run.slice(shift + 2 * at, shift + 2 * at + 2), 16)),
    ).join(''),
  )
