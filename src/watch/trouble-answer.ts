import { http } from '../transport/http-module.ts'
import { toTrouble } from '../verify/send/trouble.ts'

/** What a client gets that cannot be passed on: a problem (RFC 9457), as JSON. */
export interface TroubleAnswer {
  readonly status: number
  readonly title: string
  readonly detail: string
}

/** The target cannot be reached, does not answer, or not in HTTP. */
export const noAnswer = (origin: string, error: Error): TroubleAnswer => ({
  status: 502,
  title: 'The target did not answer',
  detail: `greenroom watch passes calls on to ${origin}, which ${failureOf(error)}. Check that it runs, and what stands in front of it.`,
})

/** What a target did in place of an answer: `could not be reached (ECONNREFUSED)`. */
export function failureOf(error: Error): string {
  const code = codeIn(error)
  const { kind } = toTrouble(error, '', 0)
  if (kind === 'reset') return `ended the connection before it answered (${code})`
  const isUnreadable = kind === 'oversized' || (kind === 'malformed' && !OF_SYSTEM.test(code))
  return isUnreadable ? `answered with something unreadable (${code})` : `could not be reached (${code})`
}

/** Codes of the system, such as EMFILE, are about connecting. */
const OF_SYSTEM = /^E[A-Z]+$/

/** A page elsewhere could reach the target through this machine. */
export const foreignHost = (host: string): TroubleAnswer => ({
  status: 403,
  title: 'Forbidden host',
  detail: `greenroom watch listens for this machine alone, and ${JSON.stringify(host)} is another name. Call it as 127.0.0.1 or localhost.`,
})

/** The target of a request is no path. */
export const noPath: TroubleAnswer = {
  status: 400,
  title: 'No path',
  detail:
    'greenroom watch stands in front of one server: call it by its own address, and not as a proxy of the browser.',
}

/** The code of an error of the network, or its name. */
const codeIn = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name)

/** The body. */
export const problemText = ({ status, title, detail }: TroubleAnswer): string =>
  JSON.stringify({ type: 'about:blank', title, status, detail })

/** The whole answer as bytes of HTTP/1.1, for a connection that was to be a WebSocket. */
export function rawProblem(answer: TroubleAnswer): string {
  const body = problemText(answer)
  return [
    `HTTP/1.1 ${answer.status} ${http.STATUS_CODES[answer.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
