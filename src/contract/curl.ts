import { filler, type WireRequest } from './case-request.ts'

/** How a request becomes a command. */
export interface CurlOptions {
  /** Scheme, host and port. */
  readonly baseUrl: string
  /** How often it is to be sent; 1 unless a limit is to be used up first. */
  readonly times?: number
}

/** A command for a POSIX shell that sends the request, whatever its texts hold. */
export function toCurl({ method, target, headers, body }: WireRequest, { baseUrl, times = 1 }: CurlOptions): string {
  const isLong = body !== null && body === filler(body.length) && body.length > SHOWN
  const parts = [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quoted(`${baseUrl}${target}`),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [isLong ? '--data-binary @-' : `-d ${quoted(body)}`]),
  ]
  const command = parts.join(' ')
  // A body of a hundred kilobytes is made by the shell: nobody could paste it.
  if (isLong) return `printf '{"filler":"%0${body.length - EMPTY}d"}' 0 | ${command}`
  return times === 1
    ? command
    : `for call in ${Array.from({ length: times }, (_, index) => index + 1).join(' ')}; do ${command}; done`
}

const SHOWN = 1000
const EMPTY = '{"filler":""}'.length

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
