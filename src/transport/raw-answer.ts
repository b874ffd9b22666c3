import type { Answer } from '../mock/answer.ts'
import { raiseLimit, type Limits } from '../mock/limits.ts'
import { problem } from '../mock/problem.ts'
import { http } from './http-module.ts'

/** An answer as HTTP/1.1 bytes, for a connection that Node no longer manages, and that ends with it. */
export function rawAnswer({ status, headers, body }: Answer): string {
  const lines = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}`,
    ...pairsOf(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

/** The pairs of a flat list of names and values. */
export const pairsOf = (flat: readonly string[]): [name: string, value: string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] satisfies [string, string]] : []))

/** The answer to a request that Node's parser refused with this code. */
export function unparsed(code: string, limits: Limits): Answer {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem({
      status: 431,
      title: 'Headers too large',
      detail: `The headers have too many bytes. ${raiseLimit('headerBytes', limits)}`,
    })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem({
      status: 408,
      title: 'Request timed out',
      detail: 'The request was not complete in time: 10 s for headers, 30 s in all.',
    })
  return problem({ status: 400, title: 'Not HTTP', detail: 'The request could not be read as HTTP/1.1.' })
}

/** The answer to a request with too many headers. */
export const tooManyHeaders = (limits: Limits): Answer =>
  problem({
    status: 431,
    title: 'Too many headers',
    detail: `The request has too many headers. ${raiseLimit('headers', limits)}`,
  })
