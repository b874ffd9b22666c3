import type { Exchange } from '../../transport/exchange.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition, WorldEvent } from '../../contract/compiled/types.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { toEscapedJson, toEscapedLine } from '../../report/text/escaped-json.ts'
import type { Paint } from '../../report/paint.ts'
import { isSecretName } from '../../verify/redact/secret-names.ts'

/** One line for an exchange: request, answer and cause. `clean` is `cleanText`, or remembers its results. */
export function logLine(
  { request, answer: { status, about, world: name } }: Exchange,
  paint: Paint,
  clean: (text: string) => string = cleanText,
): string {
  const cause = clean(about.cause)
  const forced = about.forced === null ? '' : ` ${paint.dim(`(forced by ${about.forced})`)}`
  const what = about.outcome === null ? cause : `${paint.bold(about.outcome)}${forced} ${paint.dim('·')} ${cause}`
  const world = name === undefined || name === DEFAULT_WORLD ? '' : `${paint.dim(`[${name}]`)} `
  return `${world}${toEscapedLine(request.method)} ${clean(request.target)} ${statusText(status, paint)} ${what}\n`
}

/** A text without secrets, shortened, with control characters escaped. */
export const cleanText = (text: string): string => toEscapedLine(withoutSecrets(text))

/** Green for success, yellow for refusals, red for faults. 0 means no status. */
function statusText(status: number, { green, yellow, red }: Paint): string {
  if (status === 0) return '---'
  return (status < 400 ? green : status < 500 ? yellow : red)(String(status))
}

/** One line for an event of a world. */
export const worldLine = ({ kind, world, why, what }: WorldEvent, paint: Paint): string =>
  `${paint.dim(`[${world}] ${toEscapedLine(what ?? happened(kind, why))}`)}\n`

/** Only the default world is `reset` on first use: it has no generation until it is made, and its clock runs. */
const happened = (kind: WorldEvent['kind'], why: WorldEvent['why']): string =>
  kind === 'reset' && why === 'first use' ? 'has begun' : `${kind}${REASONS[why]}`

const REASONS: Readonly<Record<WorldEvent['why'], string>> = {
  asked: '',
  idle: ': it was unused',
  lost: ': its data was lost',
  'first use': ' on first use; its clock is frozen until you move it',
}

/** The same as one JSON object, for `--json`. `clean` is `withoutSecrets`, or remembers its results. */
export const logRecord = (
  { request, answer: { status, about, world } }: Exchange,
  now: number,
  clean: (text: string) => string = withoutSecrets,
): string => {
  const { outcome, operation, cause, forced } = about
  const time = new Date(now).toISOString()
  const target = clean(request.target)
  const record = {
    time,
    world: world ?? null,
    method: request.method,
    target,
    status,
    outcome,
    forced,
    operation,
    cause: clean(cause),
  }
  return `${toEscapedJson(record)}\n`
}

/** Reports how many lines were dropped because they were not read in time. */
export const lostLine = (lost: number, isJson: boolean): string =>
  isJson ? `${toEscapedJson({ lost })}\n` : `${lost} lines were dropped here: they were not read in time\n`

/** A hint for newcomers who got this answer; null if it is self-explanatory. */
export function hintFor(
  { request: { headers }, answer: { status, about } }: Exchange,
  edition: Edition,
): string | null {
  if (about.outcome === null) return null
  if (status === 401) return credentialsHint(headers, credentialsOf(about.operation, edition))
  if (status === 429) return `${limitText(about.operation, edition)}; --no-rate-limit turns it off`
  if (['guest-name-missing', 'missing-call-id'].includes(about.outcome) && headers['content-type'] === FORM)
    return 'the body was sent as a form, the default of curl -d; for JSON add the header Content-Type: application/json'
  return null
}

function credentialsHint(headers: Exchange['request']['headers'], wanted: readonly string[]): string {
  if (wanted.includes('Authorization'))
    return 'this world does not know this token; `greenroom token member` prints one, --jwt-secret shares your key, --trust agent accepts any'
  return wanted.some((name) => headers[name.toLowerCase()])
    ? 'this world does not know these credentials; --trust agent accepts any'
    : `send ${wanted.join(' and ')}; npx greenroom who prints those of each identity, --trust agent accepts any`
}

/** The credential headers of its API; a socket sends them on connecting. */
function credentialsOf(operation: string | null, edition: Edition): readonly string[] {
  const api = [...faces[edition], ...socketFaces].find((face) => face.operation === operation)?.api
  return faces[edition].find((face) => face.api === api && face.credentials.length > 0)?.credentials ?? []
}

function limitText(operation: string | null, edition: Edition): string {
  const limit = faces[edition].find((face) => face.operation === operation)?.rateLimit
  return limit ? `${limit.requests} calls per ${limit.windowMs / 1000} s and ${limit.key}` : 'a rate limit'
}

const FORM = 'application/x-www-form-urlencoded'

const MAX_TARGET = 300
const PARAMETER = /([?&;])([^=&;\s]*)=([^&\s]*)/g
const JWT = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g
const USER_INFO = /\/\/[^/@\s]*@/g

/** Removes secrets, found by name and by shape: in a parameter, in the path, or before the host. Shortens long texts. */
export const withoutSecrets = (text: string): string =>
  (text.length > MAX_TARGET ? `${text.slice(0, MAX_TARGET)}…` : text)
    .replaceAll(PARAMETER, (all, mark: string, name: string) =>
      isSecretName(decoded(name)) ? `${mark}${name}=…` : all,
    )
    .replaceAll(JWT, '…')
    .replaceAll(USER_INFO, '//…@')

const decoded = (name: string): string =>
  name.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
