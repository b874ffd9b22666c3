import type { Greenroom } from './client/connect.ts'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import { clientWithin, lazyControl, type LazyControl } from './in-process.ts'
import { isConsolePath, withConsole } from './console/site.ts'
import { openFront, type Front } from './front/open-front.ts'
import { createLifeCycle, type LifeCycle, type Step } from './life-cycle.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import { groundOf } from './mock/kept/ground.ts'
import { withHealth } from './mock/kept/health.ts'
import { releaseSeats } from './mock/kept/release-seats.ts'
import { preflightAt } from './mock/nowhere.ts'
import type { ServedContract } from './mock/served/served-contract.ts'
import { contractOf, dialectNamed, othersOf, routesOf } from './on-demand.ts'
import { storeStep } from './store/store-step.ts'
import { createClientConnections } from './transport/connections.ts'
import { openControl, type ControlOptions, type RunningControl } from './transport/control-plane.ts'
import { openData } from './transport/data-plane.ts'
import type { Exchange } from './transport/exchange.ts'
import { createGuard } from './transport/guard.ts'
import { LOOPBACK } from './transport/listen.ts'
import { connectionShares, openFilesLimit } from './transport/open-files.ts'
import { createSocketGate } from './transport/socket-io/gate.ts'
import type { SocketOptions } from './transport/socket-io/socket-context.ts'
import { StoreUnavailable } from './world/store.ts'

export type { ControlOptions, RunningControl }

/** Options of a server; everything is optional. */
export interface ServerOptions extends Omit<MockOptions, 'contract'> {
  /** Contract files of your own, whose operations take the places of the edition's; or what was read from them. */
  readonly contract?: string | readonly string[] | ServedContract
  /** A file that keeps its worlds, so that they survive a restart: `./greenroom.db`. By default, they are in memory only. */
  readonly data?: string
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
  /**
   * OpenAPI documents whose operations are answered, too, wherever the contract has none: statelessly, from their examples and schemas.
   * Needs `@stoplight/prism-http`.
   */
  readonly also?: readonly string[]
  /** Words that clients may use besides the contract's: `neuron-meet`, or a file that describes them (docs/dialects.md). */
  readonly dialect?: string
  /** Whether Rocket.Chat's own clients can log in, over HTTP and DDP; they can by default. */
  readonly front?: boolean
  readonly onExchange?: (exchange: Exchange) => void
  /** Receives faults of greenroom; printed to standard error by default. */
  readonly onFault?: (fault: unknown) => void
  /** Receives what people must hear of, such as that a Redis server has lost data; printed to standard error by default. */
  readonly onWarning?: (line: string) => void
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
  const {
    host,
    port = 0,
    allowedHosts = [],
    corsOrigins = [],
    onExchange,
    onFault = reportFault,
    onWarning = reportLine,
    control = false,
    sockets = true,
    also = [],
    dialect: dialectName,
    front: hasFront = true,
    data,
    contract,
    ...others
  } = options
  const rest: MockOptions = contract === undefined ? others : { ...others, contract: await contractOf(contract) }
  const ground = groundOf(rest)
  const dialect = await dialectNamed(dialectName)
  const store = data === undefined ? undefined : await cycle.open(storeStep(data, ground, { onFault, onWarning }))
  const mock = createCore(rest, ground, store)
  mock.store.abandoned((seats) => releaseSeats(mock, seats))
  const hosts = host === undefined || host === 'localhost' ? LOOPBACK : [host]
  const names = allowedHosts === true || [...allowedHosts, ...hosts.map(toHostName)]
  const guard = createGuard({ allowedHosts: names, corsOrigins })
  const telling = { onFault, ...(onExchange ? { onExchange } : {}) }
  const gate =
    sockets === false ? null : createSocketGate({ mock, dialect, options: sockets === true ? {} : sockets, ...telling })
  const most = connectionShares(openFilesLimit(), mock.limits.connections)
  await cycle.open(sweepingOf(mock, onFault))
  const front = hasFront ? openFront(mock, { ...telling, onWarning }) : null
  const elsewhere = await othersOf(also, mock)
  const routes = await routesOf(dialect, mock)
  mock.links.beside = [front, routes, elsewhere].flatMap((each) => (each ? [each.beside] : []))
  mock.links.others = elsewhere
  mock.links.dialect = dialectName ?? null
  const dispatch = withHealth(front ? front.noticing(mock.answer) : mock.answer, mock.store)
  const served = {
    dispatch,
    guard,
    limits: mock.limits,
    connections: createClientConnections(most.data),
    // An origin that is allowed by name may call in every edition, as where an administrator has allowed it.
    preflight: (target: string, origin: string) =>
      corsOrigins.includes(origin) ? null : preflightAt(mock.words.elsewhere, target),
  }
  const gates = { ...(gate ? { sockets: gate } : {}), ...(front ? { webSockets: front.gate } : {}) }
  const bound = await openData(cycle, { ...served, ...telling, ...gates }, hosts, port)
  if (front) await cycle.open(endingOf(front))
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

/** Closed before the port, which its connections use. */
const endingOf = ({ gate }: Front): Step<Front['gate']> => ({
  name: 'DDP',
  open: () => gate,
  close: ({ close }) => close(),
  withinMs: 500,
})

const SWEEP_MS = 30_000

const sweepingOf = ({ worlds }: Core, onFault: (fault: unknown) => void): Step<NodeJS.Timeout> => ({
  name: 'the sweep of idle worlds',
  open: () => setInterval(() => void dropIdle(worlds, onFault), SWEEP_MS).unref(),
  close: (sweep) => clearInterval(sweep),
})

async function dropIdle(worlds: Core['worlds'], onFault: (fault: unknown) => void): Promise<void> {
  try {
    await worlds.sweep()
  } catch (fault) {
    // Where the store can't keep it, the next sweep tries again.
    if (!(fault instanceof StoreUnavailable)) onFault(fault)
  }
}

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

const reportLine = (line: string): void => console.error(line)
// Without a stack, an error would be printed in brackets.
const reportFault = (fault: unknown): void =>
  console.error(fault instanceof Error && fault.stack === fault.message ? fault.message : fault)
