import type { Exchange } from '../transport/exchange.ts'
import type { Paint } from './paint.ts'

/** One line for an exchange: what was asked, what was answered, and why. Credentials are never part of it. */
export function logLine({ request, answer: { status, told } }: Exchange, paint: Paint): string {
  const cause = printable(told.cause)
  const what = told.outcome === null ? cause : `${paint.bold(told.outcome)} ${paint.dim('·')} ${cause}`
  return `${printable(request.method)} ${printable(withoutSecrets(request.target))} ${paint.status(status)} ${what}\n`
}

/** The same as one JSON object, for `--json`. */
export const logRecord = ({ request, answer: { status, told } }: Exchange, now: number): string =>
  `${JSON.stringify({ time: new Date(now).toISOString(), method: request.method, target: withoutSecrets(request.target), status, outcome: told.outcome, operation: told.operation, cause: told.cause })}\n`

/** What to tell a newcomer who got this answer; null where it speaks for itself. */
export function hintFor({ request: { headers }, answer: { told } }: Exchange): string | null {
  if (told.outcome === 'not-logged-in')
    return headers['x-auth-token'] || headers['x-user-id']
      ? 'these credentials are not in this world; --trust agent takes any'
      : 'send X-Auth-Token and X-User-Id; the identities above have some, --trust agent takes any'
  if (told.outcome === 'unauthorized')
    return 'this token is not of this world; `greenroom token member` prints one, --jwt-secret shares your key, --trust agent takes any'
  if (told.outcome === 'rate-limited') return '2 calls per 5 s and address are documented; --no-rate-limit lifts it'
  if (['guest-name-missing', 'missing-call-id'].includes(told.outcome ?? '') && headers['content-type'] === FORM)
    return 'the body came as a form, which is what curl -d sends; for JSON add the header Content-Type: application/json'
  return null
}

const FORM = 'application/x-www-form-urlencoded'

const MAX_TARGET = 300
const SECRET = /([?&][^=&]*(?:token|secret|password|passwd|auth|session|jwt|key)[^=&]*=)[^&]*/gi

const withoutSecrets = (target: string): string => {
  const short = target.length > MAX_TARGET ? `${target.slice(0, MAX_TARGET)}…` : target
  return short.replaceAll(SECRET, '$1…')
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Control characters and changes of direction would let a request write lines, or colours, of its own. */
const printable = (text: string): string =>
  text.replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
