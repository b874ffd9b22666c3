import { Fault } from '../fault.ts'
import type { LifeCycle } from '../life-cycle.ts'
import type { ClientConnections } from './connections.ts'
import { CONTROL_HEADERS, createControlGuard } from './control-guard.ts'
import { limitGuesses } from './guesses.ts'
import { LOOPBACK, listen, type Listening } from './listen.ts'
import { createHttpServer, type HttpParts } from './node-http.ts'

/** How the control plane listens: on loopback, always with a token. */
export interface ControlOptions {
  /** By default, the port after the mock's, or any free one if that is taken. */
  readonly port?: number
  /** The token that every request must carry; 32 random bytes by default. */
  readonly token?: string
}

/** A listening control plane. */
export interface RunningControl {
  readonly port: number
  /** Scheme, host and port. */
  readonly url: string
  readonly token: string
}

/** The handler of a control plane, and the port beside it. */
export interface ControlListenerParts extends Pick<HttpParts, 'dispatch' | 'limits' | 'onFault'> {
  readonly connections: ClientConnections
  readonly dataPort: number
  /** Whether a path takes no token to read. */
  readonly isOpen: (target: string) => boolean
}

/** Streams and waits were ended before; this is for clients still reading a long answer. */
const GRACE_MS = 500

/** Listens until the life cycle is closed. */
export async function openControl(
  cycle: LifeCycle,
  { dataPort, isOpen, ...served }: ControlListenerParts,
  { port, token = newToken() }: ControlOptions,
): Promise<RunningControl> {
  judgeToken(token)
  let bound = 0
  const guard = limitGuesses(createControlGuard({ port: () => bound, token, isOpen }), () => performance.now())
  const parts = { ...served, guard, headers: CONTROL_HEADERS }
  const ending = { cut: served.connections.cut, graceMs: GRACE_MS }
  const at = (wanted: number): Promise<Listening> => listen(() => createHttpServer(parts), LOOPBACK, wanted, ending)
  const listening = await cycle.open({
    name: 'the port of the control plane',
    // The next port is a convention, not a promise: the run file contains the actual one.
    open: () => (port === undefined ? at(dataPort + 1).catch(() => at(0)) : at(port)),
    stop: ({ stop }) => stop(),
    close: ({ close }) => close(),
    withinMs: GRACE_MS + 200,
  })
  bound = listening.port
  return { port: bound, url: `http://127.0.0.1:${bound}`, token }
}

const SHORTEST_TOKEN = 32

function judgeToken(token: string): void {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Fault(
      'the token of the control plane has characters that are not allowed in headers',
      'Use letters and digits.',
    )
  if (token.length >= SHORTEST_TOKEN) return
  throw new Fault(
    `the token of the control plane has ${token.length} characters`,
    `Use ${SHORTEST_TOKEN} or more, or omit it to generate one.`,
  )
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')
