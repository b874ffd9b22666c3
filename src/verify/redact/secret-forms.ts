const encoder = new TextEncoder()

// Shorter ones occur in too many unrelated texts to be secrets.
const LEAST = 4
const LEAST_ANY_CASE = 8

/** A form in which a text may spell a secret. */
export interface SecretForm {
  /** Whether to search for it at all. Nearly always false without a look at the pattern, which takes milliseconds to make. */
  readonly mayBeIn: (searched: SearchedText) => boolean
  /** A match at one place takes time proportional to the secret. */
  readonly pattern: () => RegExp
}

/** A text, and what is asked of it for each secret. */
export interface SearchedText {
  readonly text: string
  readonly lower: string
  /** Whether a character may be escaped in it. */
  readonly isEscaped: boolean
}

/** Prepares a search for many secrets. */
export const toSearched = (text: string): SearchedText => ({
  text,
  lower: text.toLowerCase(),
  isEscaped: ESCAPE.test(text),
})

const ESCAPE = /\\|%[0-9a-f]{2}|&[#a-z]|=[0-9a-f]{2}/i

/**
 * The forms in which a text may spell a secret; none below four characters. Each character stands as it is or escaped for URLs, JSON,
 * JavaScript, HTML or mail (quoted-printable), also twice; a long secret may also stand backwards.
 */
export function formsOf(secret: string): SecretForm[] {
  const length = lengthOf(secret)
  if (length < LEAST) return []
  // Ignoring case, short words occur in unrelated texts.
  const flags = isLong(secret) ? 'gi' : 'g'
  const isLiterallyIn = holderOf(secret)
  const isPlus = secret.includes(' ')
  const forwards: SecretForm = {
    mayBeIn: (searched) =>
      searched.text.length >= length &&
      (searched.isEscaped || (isPlus && searched.text.includes('+')) || isLiterallyIn(searched)),
    pattern: once(() => new RegExp(spelled(secret), flags)),
  }
  if (!isLong(secret)) return [forwards]
  const reversed = [...secret].toReversed().join('')
  return [forwards, { mayBeIn: holderOf(reversed), pattern: once(() => new RegExp(literal(reversed), flags)) }]
}

/** Whether a text may contain another as it is, in any case. Beyond ASCII, a letter may have several others in the other case. */
function holderOf(secret: string): SecretForm['mayBeIn'] {
  const lower = secret.toLowerCase()
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  return /^[\0-\x7f]*$/.test(secret) ? (searched) => searched.lower.includes(lower) : () => true
}

function once(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined
  return () => (made ??= make())
}

const lengthOf = (text: string): number => [...text].length
const isLong = (text: string): boolean => lengthOf(text) >= LEAST_ANY_CASE

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
  const letter = letterOf(character)
  const inJson = `u${unitsOf(character).join('\\\\{1,8}u')}|u\\{0{0,6}${digits}\\}`
  const inHtml = `&(?:amp;){0,2}(?:#0{0,6}${code}|#[xX]0{0,6}${digits}${nameOf(character)});?`
  // One alternative for everything that a backslash may start, so that a text full of them is not scanned again for each.
  return [
    percent(character),
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

/** `=2F`, as in mail. */
const quoted = (character: string, code: number): string[] => [
  [...encoder.encode(character)].map((byte) => `=${nibbles(hex(byte, 2))}`).join(''),
  ...(code > 127 && code < 256 ? [`=${nibbles(hex(code, 2))}`] : []),
]

/** The UTF-16 units of a character, each as four hex digits. */
const unitsOf = (character: string): string[] => character.split('').map((unit) => nibbles(hex(unit.charCodeAt(0), 4)))

// What JSON and JavaScript write as a backslash and a letter, by that letter.
const LETTERS = new Map(['\bb', '\ff', '\nn', '\rr', '\tt', '""', "''", '``', '//'].map((pair) => [pair[0], pair[1]]))

const letterOf = (character: string): string => LETTERS.get(character) ?? ''

// HTML's names of ASCII characters, by the character.
const NAMES = new Map(
  `!excl "quot|QUOT #num $dollar %percnt &amp|AMP 'apos (lpar )rpar *ast|midast +plus ,comma .period /sol :colon ;semi <lt|LT
  =equals >gt|GT ?quest @commat [lsqb|lbrack \\bsol ]rsqb|rbrack ^Hat _lowbar|UnderBar {lcub|lbrace |verbar|vert|VerticalLine
  }rcub|rbrace \`grave|DiacriticalGrave`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
)

const nameOf = (character: string): string => {
  const name = NAMES.get(character)
  return name === undefined ? '' : `|${name}`
}
