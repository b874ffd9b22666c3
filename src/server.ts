import type { Greenroom } from './client/connect.ts'
import type { Control } from './control/control.ts'
import { Fault } from './fault.ts'
import { clientWithin, lazyControl } from './in-process.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import { CONTROL_HEADERS, createControlGuard } from './transport/control-guard.ts'
import type { Exchange } from './transport/exchange.ts'
import { createGuard } from './transport/guard.ts'
import { listen, type Listening } from './transport/listen.ts'
import { createHttpServer } from './transport/node-http.ts'
import { createSocketGate } from './transport/socket-io/gate.ts'
import type { SocketOptions } from './transport/socket-io/socket-context.ts'

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
  /** Whether its control plane listens, too, for other processes, and how. Not by default: `world()` needs no port. */
  readonly control?: ControlOptions | boolean
  /** Whether Socket.IO is served on the same port, and how; it is by default. */
  readonly sockets?: SocketOptions | boolean
  readonly onExchange?: (exchange: Exchange) => void
  /** Told of what should never happen; standard error by default. */
  readonly onFault?: (fault: unknown) => void
}

/** How the control plane listens: on loopback, always with a token. */
export interface ControlOptions {
  /** The port after the mock's own by default, or any free one where that is taken. */
  readonly port?: number
  /** What every request must bear; 32 random bytes by default. */
  readonly token?: string
}

/** A control plane that listens. */
export interface RunningControl {
  readonly port: number
  /** Scheme, host and port. */
  readonly url: string
  readonly token: string
}

/** A mock that listens. */
export interface RunningServer extends AsyncDisposable {
  readonly mock: Core
  readonly port: number
  /** Scheme, host and port. */
  readonly url: string
  readonly control: RunningControl | null
  /** Makes a world in it. */
  readonly world: Greenroom['world']
  /** A world that is there; `default` by default. */
  readonly attach: Greenroom['attach']
  /** Ends it; sockets are told, and answers under way are finished first, for up to three seconds. */
  readonly close: () => Promise<void>
}

/** A mock whose control plane listens: `connect(server.control)` reaches it from any process. */
export interface ControlledServer extends RunningServer {
  readonly control: RunningControl
}

/**
 * Starts a mock on a port, and its control plane on another. Rejects with Node's error if it cannot listen.
 *
 * @example
 * await using server = await startServer({ control: true })
 * await using world = await connect(server.control).world({ seed: 'documented' })
 * await fetch(`${world.url}/rooms/abc-def-ghi/join`, { method: 'POST' })
 */
export function startServer(
  options: ServerOptions & { readonly control: ControlOptions | true },
): Promise<ControlledServer>
/** Starts a mock on a port. Rejects with Node's error if it cannot listen. */
export function startServer(options?: ServerOptions): Promise<RunningServer>
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const {
    host,
    port = 0,
    allowedHosts = [],
    corsOrigins = [],
    onExchange,
    onFault = reportFault,
    control = false,
    sockets = true,
    ...rest
  } = options
  const mock = createCore(rest)
  const hosts = host === undefined || host === 'localhost' ? LOOPBACK : [host]
  const guard = createGuard({ allowedHosts: [...allowedHosts, ...hosts.map(toHostName)], corsOrigins })
  const telling = { onFault, ...(onExchange ? { onExchange } : {}) }
  const gate =
    sockets === false ? null : createSocketGate({ mock, options: sockets === true ? {} : sockets, ...telling })
  const parts = { dispatch: mock.answer, guard, limits: mock.limits, ...telling, ...(gate ? { sockets: gate } : {}) }
  const data = await listen(() => createHttpServer(parts), hosts, port)
  const url = `http://${toHostName(hosts[0] ?? '')}:${data.port}`
  const plane = lazyControl(mock, () => url)
  const wanted = control === true ? {} : control
  const running = wanted
    ? await startControl(mock, await plane.get(), wanted, data.port, onFault).catch(closing(data))
    : null
  const sweeping = setInterval(mock.worlds.sweep, SWEEP_MS)
  sweeping.unref()
  const close = async (): Promise<void> => {
    clearInterval(sweeping)
    await plane.endAll()
    await Promise.all([data.close(), gate?.close(), running?.listening.close()])
  }
  const { world, attach } = clientWithin(mock, plane)
  return {
    mock,
    port: data.port,
    url,
    control: running?.told ?? null,
    world,
    attach,
    close,
    [Symbol.asyncDispose]: close,
  }
}

const SWEEP_MS = 30_000

const LOOPBACK = ['127.0.0.1', '::1']

async function startControl(
  { limits }: Core,
  { answer, bodyBytes }: Control,
  { port, token = newToken() }: ControlOptions,
  dataPort: number,
  onFault: (fault: unknown) => void,
): Promise<{ readonly listening: Listening; readonly told: RunningControl }> {
  judgeToken(token)
  let bound = 0
  const guard = createControlGuard({ port: () => bound, token })
  const parts = { dispatch: answer, guard, limits: { ...limits, body: bodyBytes }, headers: CONTROL_HEADERS, onFault }
  const at = (wanted: number): Promise<Listening> => listen(() => createHttpServer(parts), LOOPBACK, wanted)
  // The next port is a habit, not a promise: the run file says which one it is.
  const listening = port === undefined ? await at((dataPort + 1) % 65_536).catch(() => at(0)) : await at(port)
  bound = listening.port
  return { listening, told: { port: bound, url: `http://127.0.0.1:${bound}`, token } }
}

/** Ends what has been started before a later step failed. */
const closing =
  ({ close }: Listening) =>
  async (error: unknown): Promise<never> => {
    await close()
    throw error
  }

const SHORTEST_TOKEN = 32

function judgeToken(token: string): void {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Fault('the token of the control plane has characters that no header can hold', 'Use letters and digits.')
  if (token.length >= SHORTEST_TOKEN) return
  throw new Fault(
    `the token of the control plane has ${token.length} characters`,
    `Give ${SHORTEST_TOKEN} or more, or none: then one is made.`,
  )
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** An address as it stands in a URL. */
const toHostName = (address: string): string => {
  if (address === '0.0.0.0' || address === '::') return 'localhost'
  return address.includes(':') ? `[${address}]` : address
}

const reportFault = (fault: unknown): void => console.error(fault)
