import { filler, type WireRequest } from './case-request.ts'

/** A part of a text: literal, or an environment variable for what is not to be printed, or not known yet. */
export type Piece = string | { readonly env: string }

/** A text, or the pieces that make it up. The value of a variable is put in as it is: it must need no escaping. */
export type Text = string | readonly Piece[]

/** A request whose texts may name environment variables. */
export interface CommandRequest {
  readonly method: WireRequest['method']
  /** Path and query, without characters that a URL cannot hold. */
  readonly target: Text
  readonly headers: Readonly<Record<string, Text>>
  /** Null: none. Without NUL. */
  readonly body: Text | null
}

/** How a request becomes a command. */
export interface CurlOptions {
  /** Scheme, host and port. */
  readonly baseUrl: string
  /** How often it is to be sent; 1 unless a limit is to be used up first. */
  readonly times?: number
}

/** A command for a POSIX shell that sends the request, whatever its texts hold. */
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
  // A body of a hundred kilobytes is made by the shell: nobody could paste it.
  const command = `${zeros === null ? '' : `printf '{"filler":"%0${zeros}d"}' 0 | `}${parts.join(' ')}`
  return times === 1
    ? command
    : `for call in ${Array.from({ length: times }, (_, index) => index + 1).join(' ')}; do ${command}; done`
}

/** The pieces of a text; literal ones that follow one another are one, and none is empty. */
export const piecesOf = (text: Text): Piece[] =>
  (typeof text === 'string' ? [text] : text).reduce<Piece[]>((all, piece) => {
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else if (piece !== '') all.push(piece)
    return all
  }, [])

/** How many zeros stand in a body of nothing but filler that is too long to be printed; null: it is another one. */
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

// To curl, brackets and braces in a URL mean several URLs.
const globbing = (url: Text): string[] =>
  piecesOf(url).some((piece) => typeof piece === 'string' && /[[\]{}]/.test(piece)) ? ['-g'] : []

// Without a value after its colon, curl would leave the header out.
const quotedHeader = (name: string, value: Text): string =>
  piecesOf(value).length === 0 ? quoted(`${name};`) : quoted([`${name}: `, ...piecesOf(value)])

// `-d @name` would send a file.
const dataOption = (body: Text): string => {
  const [first] = piecesOf(body)
  return typeof first === 'string' && first.startsWith('@') ? '--data-raw' : '-d'
}
