import type { Edition } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { operationPaths, SOCKET_PATHS, type ServedPath } from './served-paths.ts'

/** An entry of Vite's `server.proxy`. */
export interface ProxyEntry {
  target: string
  readonly ws: boolean
  readonly rewrite?: (path: string) => string
  readonly headers?: Readonly<Record<string, string>>
  readonly bypass?: (request: ProxiedRequest) => string | undefined
  readonly configure: (proxy: ErrorSource) => void
}

/** What an entry reads of a request. */
interface ProxiedRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
}

/** What an entry uses of Vite's proxy. */
interface ErrorSource {
  prependListener(event: 'error', listener: (error: Error, request: unknown, response: unknown) => void): unknown
}

/** Entries that lead to a mock, as soon as there is one. */
export interface ProxyToMock {
  readonly entries: Readonly<Record<string, ProxyEntry>>
  readonly leadTo: (url: string) => void
}

/** What of an application's calls goes to the mock. */
export interface ProxyOptions {
  readonly edition: Edition
  readonly hasSockets: boolean
  /** All below this path goes there, and the mock sees the rest of it; undefined: exactly its own paths. */
  readonly prefix?: string | undefined
}

/**
 * The entries for what the mock serves. Hosts are passed on, since they can name a world. Throws a Fault for a prefix that is no path.
 */
export function proxyToMock({ edition, hasSockets, prefix }: ProxyOptions): ProxyToMock {
  const sockets = hasSockets ? [[SOCKET_PATHS.pattern, entryOf(SOCKET_PATHS)] as const] : []
  const own = prefix === undefined ? operationPaths(edition).map(keyed) : [below(prefix)]
  const entries = Object.fromEntries([...own, ...sockets])
  return {
    entries,
    leadTo(url) {
      for (const entry of Object.values(entries)) entry.target = url
    },
  }
}

const keyed = (served: ServedPath): readonly [string, ProxyEntry] => [served.pattern, entryOf(served)]

const entryOf = ({ isVisited }: ServedPath): ProxyEntry => ({
  ...PLAIN,
  // A page of the application may have the same path as a POST of the mock.
  ...(isVisited ? {} : { bypass: (request) => (isVisit(request) ? request.url : undefined) }),
})

const isVisit = ({ method, headers }: ProxiedRequest): boolean =>
  method === 'GET' && headers['sec-fetch-mode'] === 'navigate'

function below(prefix: string): readonly [string, ProxyEntry] {
  const path = prefix.replace(/\/+$/, '')
  if (!/^(?:\/[\w.~-]+)+$/.test(path))
    throw new Fault(`${prefix} is no prefix of paths`, "Write it like this: prefix: '/backend'.")
  const pattern = `^${path.replaceAll('.', String.raw`\.`)}(?:[/?]|$)`
  const rewrite = (url: string): string => url.slice(path.length).replace(/^(?!\/)/, '/')
  // The mock names paths as the application calls them.
  return [pattern, { ...PLAIN, rewrite, headers: { 'X-Forwarded-Prefix': path } }]
}

/** The end of a connection is an answer, too: an armed `reset`, which Vite would tell as a 502. */
const passResetsOn = (proxy: ErrorSource): void =>
  void proxy.prependListener('error', (error, _request, response) => {
    if ('code' in error && error.code === 'ECONNRESET' && hasSocket(response)) response.socket.destroy()
  })

const hasSocket = (value: unknown): value is { readonly socket: { destroy(): void } } =>
  typeof value === 'object' &&
  value !== null &&
  'socket' in value &&
  typeof value.socket === 'object' &&
  value.socket !== null

/** Nothing listens there: it is replaced before the first call. */
const NOWHERE = 'http://127.0.0.1:0'

const PLAIN: ProxyEntry = { target: NOWHERE, ws: true, configure: passResetsOn }
