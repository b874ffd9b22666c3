import type { Greenroom } from './client/connect.ts'
import { clientWithin, lazyControl, type LazyControl } from './in-process.ts'
import { createLifeCycle, type LifeCycle, type Step } from './life-cycle.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import { createClientConnections } from './transport/connections.ts'
import { openControl, type ControlOptions, type RunningControl } from './transport/control-plane.ts'
import { openData } from './transport/data-plane.ts'
import type { Exchange } from './transport/exchange.ts'
import { createGuard } from './transport/guard.ts'
import { LOOPBACK } from './transport/listen.ts'
import { connectionShares, openFilesLimit } from './transport/open-files.ts'
import { createSocketGate } from './transport/socket-io/gate.ts'
import type { SocketOptions } from './transport/socket-io/socket-context.ts'

export type { ControlOptions, RunningControl }

/** Options of a server; everything is optional. */
export interface ServerOptions extends MockOptions {
  /** 0, the default, means any free port. */
  readonly port?: number
  /** The address to listen on; both loopback addresses by default. */
  readonly host?: string
  /** Host names to accept in addition to loopback's. */
  readonly allowedHosts?: readonly string[]
  /** Origins whose pages may call it, in addition to loopback's. */
  readonly corsOrigins?: readonly string[]
  /** Whether the control plane listens for other processes, and how. Not by default: `world()` needs no port. */
  readonly control?: ControlOptions | boolean
  /** Whether to serve Socket.IO on the same port, and how; it is by default. */
  readonly sockets?: SocketOptions | boolean
  readonly onExchange?: (exchange: Exchange) => void
  /** Receives faults of greenroom; printed to standard error by default. */
  readonly onFault?: (fault: unknown) => void
}

/** A listening mock. */
export interface RunningServer extends AsyncDisposable {
  readonly mock: Core
  readonly port: number
  /** Scheme, host and port. */
  readonly url: string
  readonly control: RunningControl | null
  /** Creates a world. */
  readonly world: Greenroom['world']
  /** An existing world; `default` if omitted. */
  readonly attach: Greenroom['attach']
  /** Disconnects sockets properly and finishes pending answers, within one and a half seconds. */
  readonly close: () => Promise<void>
}

/** A mock with a listening control plane: `connect(server.control)` reaches it from any process. */
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
export function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const cycle = createLifeCycle({ onFault: options.onFault ?? reportFault })
  return cycle.undoing(() => opened(cycle, options))
}

/** Opens in order: the mock, its port with Socket.IO on it, the control plane. */
async function opened(cycle: LifeCycle, options: ServerOptions): Promise<RunningServer> {
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
  const most = connectionShares(openFilesLimit(), mock.limits.connections)
  await cycle.open(sweepingOf(mock))
  const served = { dispatch: mock.answer, guard, limits: mock.limits, connections: createClientConnections(most.data) }
  const bound = await openData(cycle, { ...served, ...telling, ...(gate ? { sockets: gate } : {}) }, hosts, port)
  const url = `http://${toHostName(hosts[0] ?? '')}:${bound}`
  const plane = lazyControl(mock, () => url)
  const listening = { cycle, plane, most: most.control, dataPort: bound, onFault }
  const running = control === false ? null : await startControl(mock, listening, control === true ? {} : control)
  // Closed first, since streams and waits would keep the ports open.
  await cycle.open({
    name: 'streams, waits and scenarios',
    open: () => plane,
    close: ({ endAll }) => endAll(),
    withinMs: 600,
  })
  const { world, attach } = clientWithin(mock, plane)
  return {
    mock,
    port: bound,
    url,
    control: running,
    world,
    attach,
    close: cycle.close,
    [Symbol.asyncDispose]: cycle.close,
  }
}

const SWEEP_MS = 30_000

const sweepingOf = ({ worlds }: Core): Step<NodeJS.Timeout> => ({
  name: 'the sweep of idle worlds',
  open: () => setInterval(worlds.sweep, SWEEP_MS).unref(),
  close: (sweep) => clearInterval(sweep),
})

interface ControlParts {
  readonly cycle: LifeCycle
  readonly plane: LazyControl
  readonly most: number
  readonly dataPort: number
  readonly onFault: (fault: unknown) => void
}

async function startControl(
  { limits }: Core,
  { cycle, plane, most, dataPort, onFault }: ControlParts,
  options: ControlOptions,
): Promise<RunningControl> {
  const { answer, bodyBytes } = await plane.get()
  const connections = createClientConnections(most)
  return openControl(
    cycle,
    { dispatch: answer, limits: { ...limits, body: bodyBytes }, connections, dataPort, onFault },
    options,
  )
}

/** An address as written in a URL. */
const toHostName = (address: string): string => {
  if (address === '0.0.0.0' || address === '::') return 'localhost'
  return address.includes(':') ? `[${address}]` : address
}

const reportFault = (fault: unknown): void => console.error(fault)
