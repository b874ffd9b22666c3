import { undocumented, type Answer } from '../mock/answer.ts'

const EXPOSED = 'Greenroom-Outcome, Preference-Applied, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset'

const ALLOWS = 'Access-Control-Allow-Origin'
const EXPOSES = ['Access-Control-Expose-Headers', EXPOSED]

/**
 * The headers that let pages of one origin read an answer, with credentials or without: browsers refuse `*` beside credentials, so
 * the origin itself is named.
 */
export const corsHeaders = (origin: string): readonly string[] => [
  ALLOWS,
  origin,
  'Access-Control-Allow-Credentials',
  'true',
  ...EXPOSES,
  'Vary',
  'Origin',
]

/** The same, beside the headers of an answer: if those say already who may read it, they stay as they are. */
export const corsBeside = (headers: readonly string[], origin: string): readonly string[] =>
  headers.includes(ALLOWS) ? EXPOSES : corsHeaders(origin)

/** Whether a request is a CORS preflight. */
export const isPreflight = (method: string, headers: Readonly<Record<string, string | undefined>>): boolean =>
  method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined

const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?: *, *[\w!#$%&'*+.^`|~-]+)*$/

/** The answer to a preflight: allows any requested header, since the same guard checks the actual request. */
export function preflight(headers: Readonly<Record<string, string | undefined>>): Answer {
  const asked = headers['access-control-request-headers'] ?? ''
  return {
    status: 204,
    headers: [
      'Access-Control-Allow-Methods',
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers',
      HEADER_NAMES.test(asked) ? asked : 'Content-Type',
      'Access-Control-Max-Age',
      '600',
    ],
    body: '',
    about: undocumented('a preflight'),
  }
}
