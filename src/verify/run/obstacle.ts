import type { Received } from '../model/exchange.ts'

/** An answered call: its path below the target's URL, and the answer. */
export interface Asked {
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
  return asked.every(({ received }) => isPage(received)) ? PAGES : null
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
