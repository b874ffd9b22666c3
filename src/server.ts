import type { Greenroom } from './client/connect.ts'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import { clientWithin, lazyControl, type LazyControl } from './lazy-control.ts'
import { isConsolePath, withConsole } from './console/site.ts'
import type { Front } from './front/open-front.ts'
import { createLifeCycle, type LifeCycle, type Step } from './life-cycle.ts'
import type { Core } from './mock/core.ts'
import { preflightAt } from './mock/nowhere.ts'
import { reportFault } from './serving/reports.ts'
import { openMock, type ServedMock, type ServedMockOptions } from './serving/served-mock.ts'
import { createClientConnections } from './transport/connections.ts'
import { openControl, type ControlOptions, type RunningControl } from './transport/control-plane.ts'
import { openData } from './transport/data-plane.ts'
import type { HttpParts } from './transport/node-http.ts'
import { createGuard } from './transport/guard.ts'
import { LOOPBACK } from './transport/listen.ts'
import { connectionShares, openFilesLimit } from './transport/open-files.ts'
import { createSocketGate } from './transport/socket-io/gate.ts'
import type { SocketOptions } from './transport/socket-io/socket-context.ts'

export type { ControlOptions, RunningControl }

/** Options of a server; everything is optional. */
export interface ServerOptions extends ServedMockOptions {
  /** 0, the default, means any free port. */
  readonly port?: number
  /** The address to listen on; both loopback addresses by default. */
  readonly host?: string
  /**
   * Host names to accept in addition to loopback's; `.example.com` stands for that name and all below it. `true` accepts any, where
   * another server in front has judged it: any page could otherwise point a name of its own here.
   */
  readonly allowedHosts?: readonly string[] | true
  /** Origins whose pages may call it, in addition to loopback's. */
  readonly corsOrigins?: readonly string[]
  /** Whether the control plane listens for other processes, and how. Not by default: `world()` needs no port. */
  readonly control?: ControlOptions | boolean
  /** Whether to serve Socket.IO on the same port, and how; it is by default. */
  readonly sockets?: SocketOptions | boolean
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

/** Opens in order: the data, the mock, its port with Socket.IO on it, the control plane. */
async function opened(cycle: LifeCycle, options: ServerOptions): Promise<RunningServer> {
  const { host, port = 0, onFault = reportFault, control = false } = options
  const served = await openMock(cycle, options)
  const { mock } = served
  const most = connectionShares(openFilesLimit(), mock.limits.connections)
  const hosts = host === undefined || host === 'localhost' ? LOOPBACK : [host]
  const bound = await openData(cycle, dataParts(served, options, hosts, most.data), hosts, port)
  if (served.front) await cycle.open(endingOf(served.front))
  const url = `http://${toHostName(hosts[0] ?? '')}:${bound}`
  const plane = lazyControl(mock, () => url)
  const listening = { cycle, plane, most: most.control, dataPort: bound, dataUrl: () => url, onFault }
  const running = control === false ? null : await startControl(mock, listening, control === true ? {} : control)
  if (running) mock.links.console = `${running.url}/console/`
  // Closed first, since streams and waits would keep the ports open.
  await cycle.open({
    name: 'streams, waits and scenarios',
    open: () => plane,
    close: ({ endAll }) => endAll(),
    withinMs: 600,
  })
  const { world, attach } = clientWithin(plane)
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

/** What listens on the mock's port: its calls, Socket.IO and DDP, behind one guard. */
function dataParts(
  { mock, front, dialect, dispatch }: ServedMock,
  { allowedHosts = [], corsOrigins = [], sockets = true, onExchange, onFault = reportFault }: ServerOptions,
  hosts: readonly string[],
  most: number,
): HttpParts {
  const names = allowedHosts === true || [...allowedHosts, ...hosts.map(toHostName)]
  const telling = { onFault, ...(onExchange ? { onExchange } : {}) }
  const gate =
    sockets === false ? null : createSocketGate({ mock, dialect, options: sockets === true ? {} : sockets, ...telling })
  return {
    dispatch,
    guard: createGuard({ allowedHosts: names, corsOrigins }),
    limits: mock.limits,
    connections: createClientConnections(most),
    // An origin that is allowed by name may call in every edition, as where an administrator has allowed it.
    preflight: (target: string, origin: string) =>
      corsOrigins.includes(origin) ? null : preflightAt(mock.words.elsewhere, target),
    ...telling,
    ...(gate ? { sockets: gate } : {}),
    ...(front ? { webSockets: front.gate } : {}),
  }
}

/** Closed before the port, which its connections use. */
const endingOf = ({ gate }: Front): Step<Front['gate']> => ({
  name: 'DDP',
  open: () => gate,
  close: ({ close }) => close(),
  withinMs: 500,
})

interface ControlParts {
  readonly cycle: LifeCycle
  readonly plane: LazyControl
  readonly most: number
  readonly dataPort: number
  readonly dataUrl: () => string
  readonly onFault: (fault: unknown) => void
}

function startControl(
  { limits }: Core,
  { cycle, plane, most, dataPort, dataUrl, onFault }: ControlParts,
  options: ControlOptions,
): Promise<RunningControl> {
  const connections = createClientConnections(most)
  const dispatch = withConsole(plane.answer, dataUrl)
  return openControl(
    cycle,
    {
      dispatch,
      isOpen: isConsolePath,
      limits: { ...limits, body: CONTROL_BODY_BYTES },
      connections,
      dataPort,
      onFault,
    },
    options,
  )
}

/** An address as written in a URL. */
const toHostName = (address: string): string => {
  if (address === '0.0.0.0' || address === '::') return 'localhost'
  return address.includes(':') ? `[${address}]` : address
}
