import type { Exchange } from '../../transport/exchange.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition, WorldEvent } from '../../contract/compiled/types.ts'
import { DEFAULT_WORLD } from '../../world/worlds.ts'
import type { Paint } from '../../report/paint.ts'

/** One line for an exchange: what was asked, what was answered, and why. Credentials are never part of it. */
export function logLine({ request, answer: { status, about, world: name } }: Exchange, paint: Paint): string {
  const cause = printable(withoutSecrets(about.cause))
  const forced = about.forced === null ? '' : ` ${paint.dim(`(forced by ${about.forced})`)}`
  const what = about.outcome === null ? cause : `${paint.bold(about.outcome)}${forced} ${paint.dim('·')} ${cause}`
  const world = name === undefined || name === DEFAULT_WORLD ? '' : `${paint.dim(`[${name}]`)} `
  return `${world}${printable(request.method)} ${printable(withoutSecrets(request.target))} ${statusText(status, paint)} ${what}\n`
}

/** By its class: green for success, yellow for refusals, red for faults. 0 is none at all. */
function statusText(status: number, { green, yellow, red }: Paint): string {
  if (status === 0) return '---'
  return (status < 400 ? green : status < 500 ? yellow : red)(String(status))
}

/** One line for what has happened to a world. */
export const worldLine = ({ kind, world, why, what }: WorldEvent, paint: Paint): string =>
  `${paint.dim(`[${world}] ${printable(what ?? `${kind}${REASONS[why]}`)}`)}\n`

const REASONS: Readonly<Record<WorldEvent['why'], string>> = {
  asked: '',
  idle: ': nobody used it',
  'first use': ' on its first use; its clock stands until it is moved',
}

/** The same as one JSON object, for `--json`. */
export const logRecord = ({ request, answer: { status, about, world } }: Exchange, now: number): string => {
  const { outcome, operation, cause, forced } = about
  const time = new Date(now).toISOString()
  const target = withoutSecrets(request.target)
  const record = {
    time,
    world: world ?? null,
    method: request.method,
    target,
    status,
    outcome,
    forced,
    operation,
    cause: withoutSecrets(cause),
  }
  return `${printable(JSON.stringify(record))}\n`
}

/** Reports how many lines were omitted because they were not read in time. */
export const lostLine = (lost: number, isJson: boolean): string =>
  isJson ? `${JSON.stringify({ lost })}\n` : `${lost} lines are missing here: they were not read in time\n`

/** What to tell a newcomer who got this answer in an edition; null where it speaks for itself. */
export function hintFor(
  { request: { headers }, answer: { status, about } }: Exchange,
  edition: Edition,
): string | null {
  if (about.outcome === null) return null
  if (status === 401) return credentialsHint(headers, credentialsOf(about.operation, edition))
  if (status === 429) return `${limitText(about.operation, edition)}; --no-rate-limit lifts it`
  if (['guest-name-missing', 'missing-call-id'].includes(about.outcome) && headers['content-type'] === FORM)
    return 'the body came as a form, which is what curl -d sends; for JSON add the header Content-Type: application/json'
  return null
}

function credentialsHint(headers: Exchange['request']['headers'], wanted: readonly string[]): string {
  if (wanted.includes('Authorization'))
    return 'this token is not of this world; `greenroom token member` prints one, --jwt-secret shares your key, --trust agent takes any'
  return wanted.some((name) => headers[name.toLowerCase()])
    ? 'these credentials are not in this world; --trust agent takes any'
    : `send ${wanted.join(' and ')}; the identities above have some, --trust agent takes any`
}

/** The headers that its API takes credentials in: a socket gives them when it connects. */
function credentialsOf(operation: string | null, edition: Edition): readonly string[] {
  const api = [...faces[edition], ...socketFaces].find((face) => face.operation === operation)?.api
  return faces[edition].find((face) => face.api === api && face.credentials.length > 0)?.credentials ?? []
}

function limitText(operation: string | null, edition: Edition): string {
  const limit = faces[edition].find((face) => face.operation === operation)?.rateLimit
  return limit
    ? `${limit.requests} calls per ${limit.windowMs / 1000} s and ${limit.key} are documented`
    : 'the limit is a documented one'
}

const FORM = 'application/x-www-form-urlencoded'

const MAX_TARGET = 300
const PARAMETER = /([?&;])([^=&;\s]*)=([^&\s]*)/g
const SECRET = /token|secret|password|passwd|pwd|auth|session|bearer|jwt|key|credential/i
const JWT = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g
const USER_INFO = /\/\/[^/@\s]*@/g

/** By name and by shape: a secret may stand in a parameter, in the path, or before the host. */
const withoutSecrets = (text: string): string =>
  (text.length > MAX_TARGET ? `${text.slice(0, MAX_TARGET)}…` : text)
    .replaceAll(PARAMETER, (all, mark: string, name: string) => (SECRET.test(decoded(name)) ? `${mark}${name}=…` : all))
    .replaceAll(JWT, '…')
    .replaceAll(USER_INFO, '//…@')

const decoded = (name: string): string =>
  name.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Control characters and changes of direction would let a request write lines, or colours, of its own. */
const printable = (text: string): string =>
  text.replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
