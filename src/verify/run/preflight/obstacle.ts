import type { Face } from '../../../contract/model/face.ts'
import { valueAt } from '../../../contract/model/pointer.ts'
import { parseJson } from '../../../json.ts'
import type { Received } from '../../model/exchange.ts'

/** An answered call: its operation, its path below the target's URL, and the answer. */
export interface Asked {
  readonly face: Face
  readonly url: string
  readonly path: string
  readonly received: Received
}

/**
 * What is in front of a target that gives every call the same answer, and what to do; null if the answers show nothing like
 * that.
 */
export function obstacleIn(asked: readonly Asked[]): string | null {
  const [first] = asked
  if (!first) return null
  const targets = asked.map(redirectOf)
  if (targets.every((each) => each !== null)) return redirectSentence(first, targets[0] ?? first.url)
  if (asked.every(({ received }) => isPage(received))) return PAGES
  return asked.every((each) => isRedirected(each) || isPage(each.received) || isClosed(each)) || areAllClosed(asked)
    ? loginSentence(asked)
    : null
}

/** Whether an answer is one that the contract documents: its status, and the text that identifies the refusal. */
export const isDocumented = ({ outcomes }: Face, { status, body }: Received): boolean =>
  outcomes.some((outcome) => outcome.status === status && body.includes(textOf(outcome.example)))

/** The text that identifies a documented refusal. */
const textOf = (example: string): string => {
  const value = parseJson(example)
  const message = valueAt(value, '/message') ?? valueAt(value, '/error')
  return typeof message === 'string' ? message : example
}

const isRedirected = (asked: Asked): boolean => redirectOf(asked) !== null

/** Whether a login that is no API answered: it asks a browser for a password, or does not even speak JSON. */
function isClosed({ face, received }: Asked): boolean {
  const { status, headers } = received
  if ((status !== 401 && status !== 403) || isDocumented(face, received)) return false
  const isChallenge = headers.some(([name, value]) => name === 'www-authenticate' && !/^bearer\b/i.test(value))
  const speaksJson = headers.some(([name, value]) => name === 'content-type' && /\bjson\b/i.test(value))
  return isChallenge || !speaksJson
}

/** Whether different operations have one and the same answer, which the contract does not document for all of them. */
function areAllClosed(asked: readonly Asked[]): boolean {
  const [first, ...others] = asked
  if (!first || others.length === 0 || (first.received.status !== 401 && first.received.status !== 403)) return false
  const { status, body } = first.received
  const areAlike = others.every(({ received }) => received.status === status && received.body === body)
  return areAlike && asked.some(({ face, received }) => !isDocumented(face, received))
}

const loginSentence = (asked: readonly Asked[]): string => {
  const kinds = asked.map((each) =>
    isRedirected(each) ? 'a redirect' : isPage(each.received) ? 'a web page' : String(each.received.status),
  )
  return `it answers every call with ${[...new Set(kinds)].join(' or ')}, as no operation of the contract does: a login or a gateway is in front of it. Use a URL behind it, or let it pass the paths of the API.`
}

/** Whether an answer is a page of a web application, not a refusal. */
export const isPage = ({ status, headers }: Received): boolean =>
  status >= 200 &&
  status < 300 &&
  headers.some(([name, value]) => name === 'content-type' && value.toLowerCase().startsWith('text/html'))

const PAGES =
  'it answers every call with a web page: this is the URL of a front end, or a login is in front of it. Use the URL of the API itself, or set its path prefix (prefixes, such as /api).'

/** The target of a redirect, without possible secrets in it, or null. */
function redirectOf({ url, path, received: { status, headers } }: Asked): string | null {
  const to = headers.find(([name]) => name === 'location')?.[1]
  if (status < 300 || status >= 400 || to === undefined || !URL.canParse(to, `${url}${path}`)) return null
  const { origin, pathname } = new URL(to, `${url}${path}`)
  return `${origin === 'null' ? '' : origin}${pathname}`
}

/** Redirects that keep the path reveal the right URL; others usually lead to a login. */
function redirectSentence({ url, path }: Asked, to: string): string {
  const own = path.replace(/\?.*$/, '')
  if (to === `${url}${own}/`)
    return 'it redirects every call to the same path with a slash at the end, which is not followed: the paths of the contract have none. Turn that off on the server.'
  const base = [own, `${own}/`].find((end) => to.endsWith(end))
  if (base !== undefined)
    return `it redirects every call to ${to.slice(0, -base.length)}, which is not followed: use that URL.`
  return `it redirects every call, the first to ${to}, which is not followed. If that is a login, use a URL without one in front; else that of the API itself.`
}
