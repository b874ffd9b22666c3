const encoder = new TextEncoder()

// Shorter ones occur in too many unrelated texts to be secrets.
const LEAST = 4
const LEAST_ANY_CASE = 8

/**
 * Patterns of every form in which a text may contain a secret; none for one below four characters. Forms: spelled out, with
 * each character as it is or escaped for URLs, JSON, JavaScript or HTML, also twice; as hex; as base64 or base64url of a text
 * that contains it. A match at one place takes time proportional to the secret.
 */
export function formsOf(secret: string): RegExp[] {
  if ([...secret].length < LEAST) return []
  const encoded = bytesOf(secret).flatMap((bytes) => [
    hexOf(bytes),
    ...[0, 1, 2].map((offset) => base64Of(bytes, offset)),
  ])
  // Ignoring case, short words occur in unrelated texts.
  const flags = [...secret].length >= LEAST_ANY_CASE ? 'gi' : 'g'
  return [new RegExp(spelled(secret), flags), ...encoded.map((source) => new RegExp(source, 'g'))]
}

/** Its bytes in UTF-8 and, if they differ, in Latin 1, the encoding of headers. */
function bytesOf(secret: string): Uint8Array[] {
  const codes = [...secret].map(codeOf)
  const isLatin = codes.some((code) => code > 127) && codes.every((code) => code < 256)
  return [encoder.encode(secret), ...(isLatin ? [Uint8Array.from(codes)] : [])]
}

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
    ...(letter === '' ? [] : [`(?:${percent('\\')}){1,8}(?:${letter}|${percent(character)})`]),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')
}

/** `%2F`, and `%252F` if the escape was escaped again. */
const percent = (character: string): string =>
  [...encoder.encode(character)].map((byte) => `%(?:25){0,2}${nibbles(hex(byte, 2))}`).join('')

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

/** Also with a colon or space between bytes, as in fingerprints. */
const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => nibbles(hex(byte, 2))).join('[: ]?')

/** The characters that a secret determines in the base64 of a text with this many bytes (modulo 3) before it. */
function base64Of(bytes: Uint8Array, offset: number): string {
  const text = btoa(String.fromCharCode(...Array.from({ length: offset }, () => 0), ...bytes))
  const fixed = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  return [...fixed].map(inBase64).join('')
}

const inBase64 = (character: string): string => {
  if (character === '+') return `(?:[+-]|${escaped('+')})`
  return character === '/' ? `(?:[/_]|${escaped('/')})` : character
}
