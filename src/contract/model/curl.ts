import { filler, type WireRequest } from './case-request.ts'

/** A part of a text: literal, or an environment variable for what must not be printed, or is not known yet. */
export type Piece = string | { readonly env: string }

/** A text, or its pieces. A variable's value is inserted as it is: it must need no escaping. */
export type Text = string | readonly Piece[]

/** A request whose texts may refer to environment variables. */
export interface CommandRequest {
  readonly method: WireRequest['method']
  /** Path and query, with only characters that a URL allows. */
  readonly target: Text
  readonly headers: Readonly<Record<string, Text>>
  /** Null: none. Without NUL. */
  readonly body: Text | null
}

/** How a request becomes a command. */
export interface CurlOptions {
  /** Scheme, host and port. */
  readonly baseUrl: string
  /** How often to send it; more than once to use up a limit. */
  readonly times?: number
}

/** A command for a POSIX shell that sends the request, safe for any text. */
export function toCurl({ method, target, headers, body }: CommandRequest, { baseUrl, times = 1 }: CurlOptions): string {
  const zeros = fillerZeros(body)
  const parts = [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...globbing([baseUrl, ...piecesOf(target)]),
    quoted([baseUrl, ...piecesOf(target)]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quotedHeader(name, value)}`),
    ...(body === null ? [] : [zeros === null ? `${dataOption(body)} ${quoted(body)}` : '--data-binary @-']),
  ]
  // The shell generates a body of a hundred kilobytes, which is too long to paste.
  const command = `${zeros === null ? '' : `printf '{"filler":"%0${zeros}d"}' 0 | `}${parts.join(' ')}`
  return times === 1
    ? command
    : `for call in ${Array.from({ length: times }, (_, index) => index + 1).join(' ')}; do ${command}; done`
}

/** The pieces of a text, with adjacent literals joined and empty ones removed. */
export const piecesOf = (text: Text): Piece[] =>
  (typeof text === 'string' ? [text] : text).reduce<Piece[]>((all, piece) => {
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else if (piece !== '') all.push(piece)
    return all
  }, [])

/** The number of zeros in a body that consists of filler and is too long to print; null for any other. */
export const fillerZeros = (body: Text | null): number | null =>
  typeof body === 'string' && body.length > SHOWN && body === filler(body.length) ? body.length - EMPTY : null

const SHOWN = 1000
const EMPTY = '{"filler":""}'.length

/** One word of the shell. */
function quoted(text: Text): string {
  const words = piecesOf(text).map((piece) =>
    typeof piece === 'string' ? `'${piece.replaceAll("'", `'\\''`)}'` : `"$${piece.env}"`,
  )
  return words.length === 0 ? "''" : words.join('')
}

// curl expands brackets and braces in a URL to several URLs.
const globbing = (url: Text): string[] =>
  piecesOf(url).some((piece) => typeof piece === 'string' && /[[\]{}]/.test(piece)) ? ['-g'] : []

// Without a value after its colon, curl would omit the header.
const quotedHeader = (name: string, value: Text): string =>
  piecesOf(value).length === 0 ? quoted(`${name};`) : quoted([`${name}: `, ...piecesOf(value)])

// `-d @name` would send a file.
const dataOption = (body: Text): string => {
  const [first] = piecesOf(body)
  return typeof first === 'string' && first.startsWith('@') ? '--data-raw' : '-d'
}
