import { fillerZeros, piecesOf, type CommandRequest, type Text } from '../../contract/model/curl.ts'

/** A request as a snippet sends it. A secret header names its environment variable. */
export interface SnippetRequest extends CommandRequest {
  /** How often to send it; once by default. */
  readonly times?: number
  /** Milliseconds to wait first; none by default. */
  readonly waitMs?: number
}

/** Common to all requests of a snippet. */
export interface SnippetOptions {
  /** Scheme, host, port and prefix, without a trailing slash. */
  readonly baseUrl: string
}

/** Writes a program, ready to paste, that sends the requests one after the other. */
export type ToSnippet = (requests: readonly SnippetRequest[], options: SnippetOptions) => string

/** How a language writes the parts of a string expression. */
export interface Notation {
  readonly literal: (text: string) => string
  readonly variable: (name: string) => string
  readonly repeated: (text: string, times: number) => string
}

/** An expression of the text, its parts joined by `+`; long filler is generated, not spelled out. */
export const expression = (text: Text, notation: Notation): string => partsOf(text, notation).join(' + ')

/** The same as one operand: in parentheses if it has several parts. */
export function operand(text: Text, notation: Notation): string {
  const parts = partsOf(text, notation)
  return parts.length === 1 ? parts.join('') : `(${parts.join(' + ')})`
}

function partsOf(text: Text, { literal, variable, repeated }: Notation): string[] {
  const zeros = fillerZeros(text)
  if (zeros !== null) return [literal('{"filler":"'), repeated('0', zeros), literal('"}')]
  const parts = piecesOf(text).map((piece) => (typeof piece === 'string' ? literal(piece) : variable(piece.env)))
  return parts.length === 0 ? [literal('')] : parts
}

/** A string in single quotes, valid in JavaScript and Python; their escapes are those of JSON, except for the quotes. */
export const singleQuoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** Lines, each indented by this many spaces. */
export const indented = (lines: readonly string[], blanks: number): string[] =>
  lines.map((line) => `${' '.repeat(blanks)}${line}`)
