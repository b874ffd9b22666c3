import { Fault } from '../../fault.ts'

/** Where an application's API is. */
export interface BaseUrl {
  /** `http://localhost:3000` */
  readonly origin: string
  /** The path in front of every path, as in `http://app.test/api`; without a slash at its end. */
  readonly prefix: string
}

/** Throws a Fault for what is no URL. */
export function toBaseUrl(baseUrl: string): BaseUrl {
  if (!URL.canParse(baseUrl))
    throw new Fault(`${baseUrl} is not a URL`, 'Set baseUrl as in your application: http://localhost:3000.')
  const { origin, pathname } = new URL(baseUrl)
  return { origin, prefix: pathname.replace(/\/$/, '') }
}

/** Path and query of a URL below a base, without its prefix. */
export function targetBelow({ prefix }: BaseUrl, { pathname, search }: URL): string {
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || '/' : pathname
  return `${path}${search}`
}

/**
 * Matches the WebSockets of Socket.IO below a base, by their URLs as MSW compares them: without a query, and without `/socket.io`
 * in front. Matches others at `/`, too, such as a dev server's.
 */
export function webSocketsBelow({ origin, prefix }: BaseUrl): RegExp {
  const server = literal(origin.replace(/^http/, 'ws'))
  return new RegExp(`^${server}(?:/?|${literal(prefix)}(?:/(?:~|%7[eE])[^/]+)?/socket\\.io/?)$`)
}

const literal = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
