import { fillerZeros, piecesOf, type CommandRequest, type Text } from '../../contract/model/curl.ts'

/** A request as a snippet sends it. A header whose value is a secret names the environment variable that holds it. */
export interface SnippetRequest extends CommandRequest {
  /** How often it is to be sent; once if not said. */
  readonly times?: number
  /** Milliseconds to wait first; none if not said. */
  readonly waitMs?: number
}

/** What all requests of a snippet have in common. */
export interface SnippetOptions {
  /** Scheme, host and port, with a prefix if there is one; no slash at the end. */
  readonly baseUrl: string
}

/** Requests as text in one language, to be sent one after the other; a program that can be pasted. */
export type ToSnippet = (requests: readonly SnippetRequest[], options: SnippetOptions) => string

/** How a language writes the parts of an expression that yields a text. */
export interface Notation {
  readonly literal: (text: string) => string
  readonly variable: (name: string) => string
  readonly repeated: (text: string, times: number) => string
}

/** An expression that yields the text, its parts joined by `+`; a long body of filler is made, not printed. */
export const expression = (text: Text, notation: Notation): string => partsOf(text, notation).join(' + ')

/** The same, as one operand: in parentheses if it has several parts. */
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

/** A text in single quotes as both JavaScript and Python read it; their escapes are JSON's, but for the quotes. */
export const singleQuoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** Lines, each indented by so many blanks. */
export const indented = (lines: readonly string[], blanks: number): string[] =>
  lines.map((line) => `${' '.repeat(blanks)}${line}`)
