import { httpUrl, isInScope, type Scope } from '../model/scope.ts'

/** A request of Socket.IO: where its server is, and which session it belongs to. */
export interface SocketAddress {
  readonly url: URL
  /** What stands before the path of Socket.IO. */
  readonly before: string
  readonly transport: 'polling' | 'websocket'
  /** Null: the request opens a session. */
  readonly sid: string | null
}

/** Where Socket.IO is served, and whose it is. */
export interface SocketScope extends Scope {
  /** With a slash at both ends: `/socket.io/`. */
  readonly path: string
}

/** The parts of a URL of Socket.IO; null for any other URL, and for one outside the scope. */
export function socketAddress(text: string, scope: SocketScope): SocketAddress | null {
  const url = httpUrl(text)
  const transport = url?.searchParams.get('transport')
  if (!url?.searchParams.has('EIO') || (transport !== 'polling' && transport !== 'websocket')) return null
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`
  if (!path.endsWith(scope.path)) return null
  const before = path.slice(0, -scope.path.length)
  // The path is the target's own: no API has another.
  if (!isInScope(url, before, '', scope)) return null
  return { url, before, transport, sid: url.searchParams.get('sid') }
}
