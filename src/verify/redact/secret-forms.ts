import { HTML_NAMES, LETTERS } from './escape-names.ts'

const encoder = new TextEncoder()

// Shorter ones occur in too many unrelated texts to be secrets.
const LEAST = 4
const LEAST_ANY_CASE = 8

/** A form in which a text may spell a secret. */
export interface SecretForm {
  /** What it spells. */
  readonly spells: string
  /** A match at one place takes time proportional to the secret. Made on demand, since that takes milliseconds. */
  readonly pattern: () => RegExp
  /** What it spells is a secret only where it stands alone. */
  readonly isAlone: boolean
}

/**
 * The forms in which a text may spell a secret; none below four characters. Each character stands as it is or escaped for URLs, JSON,
 * JavaScript, HTML or mail (quoted-printable), also twice; a long secret may also stand backwards.
 */
export function formsOf(secret: string): SecretForm[] {
  if (lengthOf(secret) < LEAST) return []
  // Ignoring case, short words occur in unrelated texts.
  const flags = isLong(secret) ? 'gi' : 'g'
  const forwards = { spells: secret, pattern: once(() => new RegExp(spelled(secret), flags)), isAlone: false }
  if (!isLong(secret)) return [forwards]
  const reversed = [...secret].toReversed().join('')
  return [forwards, { spells: reversed, pattern: once(() => new RegExp(literal(reversed), flags)), isAlone: false }]
}

/** The same, of a secret that may be a word: if it is short, only where it stands alone, also in base64. */
export function formsAlone(secret: string): SecretForm[] {
  if (lengthOf(secret) < LEAST || isLong(secret)) return formsOf(secret)
  return [secret, ...inBase64(secret)].map(aloneForm)
}

const aloneForm = (spells: string): SecretForm => ({
  spells,
  pattern: once(() => new RegExp(spelled(spells), 'g')),
  isAlone: true,
})

/** As a whole: beside a slash, it could not be told from the rest of what may be base64. */
function inBase64(secret: string): string[] {
  const plain = btoa(String.fromCharCode(...encoder.encode(secret))).replaceAll('=', '')
  return [...new Set([plain, plain.replaceAll('+', '-').replaceAll('/', '_')])]
}

function once(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined
  return () => (made ??= make())
}

const lengthOf = (text: string): number => [...text].length
/** Whether a text is long enough to be no word of another one. */
export const isLong = (text: string): boolean => lengthOf(text) >= LEAST_ANY_CASE

const codeOf = (character: string): number => character.codePointAt(0) ?? 0
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const nibbles = (digits: string): string => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

// A run of backslashes is one piece: each may be doubled repeatedly, and overlapping pieces would backtrack.
const spelled = (text: string): string => (text.match(/\\+|[^]/gu) ?? []).map(spellings).join('')

const spellings = (piece: string): string =>
  piece.startsWith('\\')
    ? `(?:\\\\{${piece.length},${8 * piece.length}}|(?:${escaped('\\')}){${piece.length},${4 * piece.length}})`
    : `(?:${literal(piece)}|${escaped(piece)})`

const escaped = (character: string): string => {
  const code = codeOf(character)
  const digits = nibbles(code.toString(16))
  const letter = LETTERS.get(character) ?? ''
  const names = HTML_NAMES.get(character) ?? []
  const inJson = `u${unitsOf(character).join('\\\\{1,8}u')}|u\\{0{0,6}${digits}\\}`
  const inHtml = `&(?:amp;){0,2}(?:#0{0,6}${code}|#[xX]0{0,6}${digits}${names.map((name) => `|${name}`).join('')});?`
  // One alternative for everything that a backslash may start, so that a text full of them is not scanned again for each.
  return [
    percent(character),
    ...(code > 127 ? [ofEscape(character)] : []),
    ...(code > 127
      ? [[...encoder.encode(character)].map((byte) => `\\\\{1,8}x${nibbles(hex(byte, 2))}`).join('')]
      : []),
    `\\\\{1,8}(?:${inJson}${code < 256 ? `|x${nibbles(hex(code, 2))}` : ''}${letter === '' ? '' : `|${letter}|${inHtml}`})`,
    inHtml,
    ...quoted(character, code),
    ...(letter === '' ? [] : [`(?:${percent('\\')}){1,8}(?:${letter}|${percent(character)})`]),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')
}

/** `%2F`, and `%252F` if the escape was escaped again. */
const percent = (character: string): string =>
  [...encoder.encode(character)].map((byte) => `%(?:25){0,2}${nibbles(hex(byte, 2))}`).join('')

/** As JavaScript's `escape` writes it. */
const ofEscape = (character: string): string => {
  const code = codeOf(character)
  const digits = code < 256 ? [nibbles(hex(code, 2))] : unitsOf(character).map((unit) => `u${unit}`)
  return digits.map((each) => `%(?:25){0,2}${each}`).join('')
}

/** `=2F`, as in mail. */
const quoted = (character: string, code: number): string[] => [
  [...encoder.encode(character)].map((byte) => `=${nibbles(hex(byte, 2))}`).join(''),
  ...(code > 127 && code < 256 ? [`=${nibbles(hex(code, 2))}`] : []),
]

/** The UTF-16 units of a character, each as four hex digits. */
const unitsOf = (character: string): string[] => character.split('').map((unit) => nibbles(hex(unit.charCodeAt(0), 4)))
