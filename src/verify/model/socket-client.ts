import type { Trouble } from './exchange.ts'
import type { SocketTransport } from './transport.ts'

/** Where Socket.IO is, and by which transport it is reached. */
export interface SocketPlace {
  /** Scheme, host, port and prefix, without a slash at the end. */
  readonly baseUrl: string
  /** Below that: `/socket.io/`. */
  readonly path: string
  readonly transport: SocketTransport
  /** Headers of the handshake. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Where to connect, and as whom. */
export interface SocketDestination extends SocketPlace {
  readonly namespace: string
  /** What is given on connecting. */
  readonly auth: Readonly<Record<string, unknown>>
}

/** An event that was heard. */
export interface Heard {
  readonly event: string
  readonly args: readonly unknown[]
}

/** A packet as it went over a connection, for logs. */
export interface LoggedPacket {
  readonly way: 'sent' | 'received'
  /** Its type in small letters, or the name of its event. */
  readonly name: string
  readonly args: readonly unknown[]
}

/** A namespace that was entered. */
export interface SocketConnection {
  /** The id that the server has given it. */
  readonly id: string
  /** Everything that was heard so far, oldest first; grows. */
  readonly heard: readonly Heard[]
  /** The arguments of every ack so far, oldest first, also of one that comes twice; grows. */
  readonly acks: readonly (readonly unknown[])[]
  readonly log: readonly LoggedPacket[]
  /** Why it has ended; null: it has not. */
  readonly ended: () => string | null
  readonly emit: (event: string, args: readonly unknown[], wantsAck: boolean) => void
  /** Resolves once all that the server had sent before should have come. */
  readonly caughtUp: (ms: number) => Promise<void>
  /** Whether the server answers on this connection within so many milliseconds; all that it had sent before has come then. */
  readonly isAlive: (ms: number) => Promise<boolean>
  /** Ends it, and resolves when that is on its way. */
  readonly close: () => Promise<void>
  /** Ends it without a word of its own, as far as its transport can: the server notices by itself. */
  readonly lose: () => Promise<void>
}

/** A connection that the server has refused, by its own words. */
export interface RefusedConnection {
  readonly refused: { readonly message: string; readonly data: unknown }
  readonly log: readonly LoggedPacket[]
}

/** Makes connections. Never rejects but for an aborted signal: trouble is a result. `onPacket` is called after each packet. */
export type Connect = (
  to: SocketDestination,
  onPacket: () => void,
) => Promise<SocketConnection | RefusedConnection | Trouble>

/** The way to the sockets of a target. */
export interface SocketClient {
  readonly connect: Connect
  /** Opens a transport, an upgrade included, and enters no namespace; null: it can be had. */
  readonly reach: (to: SocketPlace) => Promise<Trouble | null>
}

/** Whether the server has refused it. */
export const isRefused = (result: SocketConnection | RefusedConnection | Trouble): result is RefusedConnection =>
  'refused' in result

/** Whether there is no connection for another reason. */
export const isNoConnection = (result: SocketConnection | RefusedConnection | Trouble): result is Trouble =>
  'kind' in result
