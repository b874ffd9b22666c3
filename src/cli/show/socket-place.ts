import type { SocketSnippetOptions } from '../../report/snippets/socket.ts'
import { PLAIN_DIALECT } from '../../verify/model/dialect.ts'
import { isSocketTransport, type SocketTransport } from '../../verify/model/transport.ts'
import { DEFAULT_WORLD } from '../../world/worlds.ts'
import type { Where } from './calls.ts'

/** Where a client of Socket.IO connects, and what it gives to reach the same state as requests to the URL do. */
export type SocketsPlace = Pick<SocketSnippetOptions, 'url' | 'path' | 'transports'> & {
  readonly auth: Readonly<Record<string, unknown>>
}

/** The place of a mock's sockets, whose world the path of its URL names; or of a target's. */
export function placeOfSockets({ url, target }: Where): SocketsPlace {
  const { origin, pathname } = new URL(target?.target.url ?? url)
  const { path, namespace } = target?.target.socket ?? PLAIN_DIALECT
  const [, before = '', world = DEFAULT_WORLD] = /^(.*?)(?:\/~([^/]+))?\/?$/.exec(target ? '' : pathname) ?? []
  const whole = `${target ? pathname.replace(/\/$/, '') : before}${path}`
  return {
    url: `${origin}${namespace === '/' ? '' : namespace}`,
    path: whole === PLAIN_DIALECT.path ? null : whole,
    transports: target ? clientsTransports(target.target.transports.filter(isSocketTransport)) : null,
    auth: world === DEFAULT_WORLD ? {} : { world },
  }
}

/** The client's own words; null where it has the same choice as without any. */
function clientsTransports(transports: readonly SocketTransport[]): readonly string[] | null {
  if (transports.length === 0 || transports.includes('upgraded')) return null
  return transports
}
