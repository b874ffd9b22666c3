import type { DevMock, DevMockOptions } from './dev-mock.ts'
import type { GreetingPlace } from './greeting.ts'
import { proxyToMock, type ProxyEntry, type ProxyToMock } from './proxy.ts'
import { sharedMock } from './shared-mock.ts'

export type { DevMockOptions } from './dev-mock.ts'

/** Options of the plugin; everything is optional. */
export interface GreenroomPluginOptions extends DevMockOptions {
  /**
   * The path below which your app calls the API, such as `/backend`: all of it goes to the mock. By default, only the documented
   * paths do, and everything else stays your app's own.
   */
  readonly prefix?: string
  /** False does nothing. True by default, except under Vitest: `greenroom/vitest` is for that. */
  readonly enabled?: boolean
}

/** A plugin for Vite 5 and newer. It is declared here as it is used, so that no version of Vite has to be installed. */
export interface GreenroomPlugin {
  readonly name: 'greenroom'
  readonly apply: (config: unknown, env: { readonly command: string }) => boolean
  config(config: ProxyingConfig): void
  configureServer(server: HostServer): Promise<void>
  configurePreviewServer(server: HostServer): Promise<void>
  closeServer(how: { readonly reason?: string }): Promise<void>
}

/** What the plugin changes of a configuration. */
export interface ProxyingConfig {
  server?: Proxying | undefined
  preview?: Proxying | undefined
}

interface Proxying {
  proxy?: object | undefined
}

/** What the plugin uses of Vite's servers. */
export interface HostServer {
  readonly config: {
    readonly logger: { info(text: string): void }
    readonly server: Listening & { readonly middlewareMode?: unknown }
    readonly preview?: Listening
  }
  readonly httpServer: { once(event: 'listening', listener: () => void): unknown } | null
  close(): Promise<void>
  printUrls(): void
}

interface Listening {
  readonly allowedHosts?: true | readonly string[] | undefined
  readonly https?: unknown
}

/**
 * The mock within your dev server: starts with it and ends with it, on a free port, and the calls of your app reach it through the
 * server's own address: HTTP and Socket.IO, in `vite` and `vite preview`. Builds are left alone.
 *
 * @example
 * // vite.config.ts
 * export default defineConfig({ plugins: [greenroom()] })
 */
export function greenroom(options: GreenroomPluginOptions = {}): GreenroomPlugin {
  const { prefix, enabled = process.env['VITEST'] === undefined, ...wanted } = options
  const hasSockets = wanted.sockets !== false
  const make = (): ProxyToMock => proxyToMock({ edition: wanted.edition ?? 'current', hasSockets, prefix })
  let route = make()
  const shared = sharedMock(wanted)

  const attach = async (server: HostServer, allowedHosts: true | readonly string[]): Promise<void> => {
    // Of the configuration that was read last, since a tool may be about to start another server.
    const { leadTo } = route
    const { mock, isFirst } = await shared.take(allowedHosts)
    leadTo(mock.server.url)
    const close = server.close.bind(server)
    // The mock ends with the server, also if that never listened.
    server.close = async () => void (await Promise.all([close(), shared.release()]))
    if (isFirst || server.httpServer) await greet(server, mock, { prefix, hasSockets })
  }
  const hostsOf = (listening: Listening): true | readonly string[] =>
    wanted.allowedHosts === true ? true : judgedBy(listening, wanted.allowedHosts)

  return {
    name: 'greenroom',
    apply: (_, { command }) => command === 'serve' && enabled,
    // Changed in place, since a result would be added after the user's own entries, and a general one of those would win.
    config(config) {
      route = make()
      config.server = { ...config.server, proxy: inFront(route, config.server?.proxy) }
      if (config.preview?.proxy) config.preview = { ...config.preview, proxy: inFront(route, config.preview.proxy) }
    },
    configureServer: (server) => attach(server, hostsOf(server.config.server)),
    configurePreviewServer: (server) => attach(server, hostsOf(server.config.preview ?? server.config.server)),
    // Since Vite 8, a restart no longer calls `close`.
    closeServer: async ({ reason }) => (reason === 'restart' ? shared.release() : undefined),
  }
}

const inFront = ({ entries }: ProxyToMock, others: object = {}): Record<string, ProxyEntry> =>
  Object.assign({}, entries, Object.fromEntries(Object.entries(others).filter(([key]) => !Object.hasOwn(entries, key))))

/** The names that Vite has let through; with a certificate it lets all through, since no other page can have one for them. */
const judgedBy = ({ allowedHosts = [], https }: Listening, more: readonly string[] = []): true | readonly string[] =>
  https || allowedHosts === true ? true : [...allowedHosts, ...more]

/** Below Vite's own lines; where other tools print theirs instead, once it listens; in another server, at once. */
async function greet(
  server: HostServer,
  mock: DevMock,
  place: Pick<GreetingPlace, 'prefix' | 'hasSockets'>,
): Promise<void> {
  const { greeting } = await import('./greeting.ts')
  const { logger, server: how } = server.config
  let isSaid = false
  const say = (): void => {
    isSaid = true
    const lines = greeting(mock, { ...place, isInAnother: how.middlewareMode === true })
    for (const line of lines) logger.info(line)
  }
  if (!server.httpServer) return say()
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    say()
  }
  server.httpServer.once('listening', () => void setImmediate(() => isSaid || say()))
}
