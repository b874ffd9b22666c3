const encoder = new TextEncoder()

// Shorter ones occur in too many unrelated texts to be secrets.
const LEAST = 4
const LEAST_ANY_CASE = 8

/**
 * Patterns of every form in which a text may spell these secrets; none for those below four characters. Each character stands as it
 * is or escaped for URLs, JSON, JavaScript, HTML or mail (quoted-printable), also twice; a long secret may also stand backwards. A
 * match at one place takes time proportional to the secret.
 */
export function formsOf(secrets: readonly string[]): RegExp[] {
  const [long, short] = [
    secrets.filter(isLong),
    secrets.filter((secret) => !isLong(secret) && lengthOf(secret) >= LEAST),
  ]
  const backwards = long.map((secret) => literal([...secret].toReversed().join('')))
  return [
    // Ignoring case, short words occur in unrelated texts.
    ...short.map((secret) => new RegExp(spelled(secret), 'g')),
    ...long.map((secret) => new RegExp(spelled(secret), 'gi')),
    ...(long.length > 0 ? [new RegExp(backwards.join('|'), 'gi')] : []),
  ]
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
