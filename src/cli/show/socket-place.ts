import type { SocketSnippetOptions } from '../../report/snippets/socket.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { isSocketTransport, type SocketTransport } from '../../verify/model/transport.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import type { Where } from './calls.ts'

/** Where a Socket.IO client connects, and the auth that selects the same world as requests to the URL. */
export type SocketsPlace = Pick<SocketSnippetOptions, 'url' | 'path' | 'transports'> & {
  readonly auth: Readonly<Record<string, unknown>>
}

/** For a mock, the path of the URL names the world. */
export function placeOfSockets({ url, target }: Pick<Where, 'url' | 'target'>): SocketsPlace {
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

/** The client's names; null if its default is right. */
function clientsTransports(transports: readonly SocketTransport[]): readonly string[] | null {
  if (transports.length === 0 || transports.includes('upgraded')) return null
  return transports
}
