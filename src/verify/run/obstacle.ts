import type { Received } from '../model/exchange.ts'

/** A call that was answered: its path below the URL of the target, and the answer. */
export interface Asked {
  readonly url: string
  readonly path: string
  readonly received: Received
}

/** What stands in front of a target that answers everything alike, and what to do; null: the answers differ from that. */
export function obstacleIn(asked: readonly Asked[]): string | null {
  const [first] = asked
  if (!first) return null
  const targets = asked.map(redirectOf)
  if (targets.every((each) => each !== null)) return redirectSentence(first, targets[0] ?? first.url)
  return asked.every(({ received }) => isPage(received)) ? PAGES : null
}

/** Whether an answer is a page of a web application, and no refusal. */
export const isPage = ({ status, headers }: Received): boolean =>
  status >= 200 &&
  status < 300 &&
  headers.some(([name, value]) => name === 'content-type' && value.toLowerCase().startsWith('text/html'))

const PAGES =
  'it answers every call with a web page: this is the address of a front end, or a login stands before it. Name the URL of the API itself, or what stands before its paths (prefixes, such as /api).'

/** Where a redirect leads, without what may be secret in it; null: it is none. */
function redirectOf({ url, path, received: { status, headers } }: Asked): string | null {
  const to = headers.find(([name]) => name === 'location')?.[1]
  if (status < 300 || status >= 400 || to === undefined || !URL.canParse(to, `${url}${path}`)) return null
  const { origin, pathname } = new URL(to, `${url}${path}`)
  return `${origin === 'null' ? '' : origin}${pathname}`
}

/** Redirects that keep the path name the right URL; others lead to a login mostly. */
function redirectSentence({ path }: Asked, to: string): string {
  const own = path.replace(/\?.*$/, '')
  const base = [own, `${own}/`].find((end) => to.endsWith(end))
  if (base !== undefined)
    return `it redirects every call to ${to.slice(0, -base.length)}, which is not followed: name that URL.`
  return `it redirects every call, the first to ${to}, which is not followed. If that is a login, name a URL that none stands before; else that of the API itself.`
}
