import { createCore, type Core, type MockOptions } from './mock/core.ts'
import type { Exchange } from './transport/exchange.ts'
import { createFetchHandler, type FetchHandler } from './transport/fetch.ts'
import { createGuard } from './transport/guard.ts'
import { listen } from './transport/listen.ts'
import { createHttpServer } from './transport/node-http.ts'

/** A mock without a server. */
export interface Mock extends Core {
  /** Answers a Fetch request, as the server would over HTTP. */
  readonly handle: FetchHandler
}

/**
 * Makes a mock. Throws a Fault for a seed or role that does not exist.
 *
 * @example
 * const { handle } = createMock()
 * const answer = await handle(new Request('http://localhost/rooms/abc-def-ghi/join', { method: 'POST' }))
 */
export function createMock(options: MockOptions = {}): Mock {
  const core = createCore(options)
  return { ...core, handle: createFetchHandler({ dispatch: core.answer, limits: core.limits }) }
}

/** How a server is started; everything has a default. */
export interface ServerOptions extends MockOptions {
  /** 0, the default, is any free port. */
  readonly port?: number
  /** The address to listen on; both loopback addresses by default. */
  readonly host?: string
  /** Host names that it may be called by, beside loopback's own. */
  readonly allowedHosts?: readonly string[]
  /** Origins whose pages may call it, beside loopback's own. */
  readonly corsOrigins?: readonly string[]
  readonly onExchange?: (exchange: Exchange) => void
  /** Told of what should never happen; standard error by default. */
  readonly onFault?: (fault: unknown) => void
}

/** A mock that listens. */
export interface RunningServer extends AsyncDisposable {
  readonly mock: Core
  readonly port: number
  /** Scheme, host and port. */
  readonly url: string
  /** Ends it; answers under way are finished first, for up to three seconds. */
  readonly close: () => Promise<void>
}

/**
 * Starts a mock on a port. Rejects with Node's error if it cannot listen.
 *
 * @example
 * await using server = await startServer()
 * await fetch(`${server.url}/rooms/abc-def-ghi/join`, { method: 'POST' })
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { host, port = 0, allowedHosts = [], corsOrigins = [], onExchange, onFault = reportFault, ...rest } = options
  const mock = createCore(rest)
  const hosts = host === undefined || host === 'localhost' ? LOOPBACK : [host]
  const guard = createGuard({ allowedHosts: [...allowedHosts, ...hosts.map(toHostName)], corsOrigins })
  const parts = { dispatch: mock.answer, guard, limits: mock.limits, onFault, ...(onExchange ? { onExchange } : {}) }
  const { port: bound, close } = await listen(() => createHttpServer(parts), hosts, port)
  return {
    mock,
    port: bound,
    url: `http://${toHostName(hosts[0] ?? '')}:${bound}`,
    close,
    [Symbol.asyncDispose]: close,
  }
}

const LOOPBACK = ['127.0.0.1', '::1']

/** An address as it stands in a URL. */
const toHostName = (address: string): string => {
  if (address === '0.0.0.0' || address === '::') return 'localhost'
  return address.includes(':') ? `[${address}]` : address
}

const reportFault = (fault: unknown): void => console.error(fault)
