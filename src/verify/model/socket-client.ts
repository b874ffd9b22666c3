import type { Trouble } from './exchange.ts'
import type { SocketTransport } from './transport.ts'

/** Address of a Socket.IO server, and the transport to use. */
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
  /** The client's `auth`. */
  readonly auth: Readonly<Record<string, unknown>>
  /** Whether to take over a WebSocket that another client has left, and to leave it to the next; not by default. */
  readonly shares?: boolean
}

/** A received event. */
export interface Heard {
  readonly event: string
  readonly args: readonly unknown[]
}

/** A packet on a connection, for logs. */
export interface LoggedPacket {
  readonly way: 'sent' | 'received'
  /** Its type in lower case, or the name of its event. */
  readonly name: string
  readonly args: readonly unknown[]
}

/** An entered namespace. */
export interface SocketConnection {
  /** The id assigned by the server. */
  readonly id: string
  /** Events received so far, oldest first; grows. */
  readonly heard: readonly Heard[]
  /** Arguments of every ack so far, oldest first, including repeated acks; grows. */
  readonly acks: readonly (readonly unknown[])[]
  readonly log: readonly LoggedPacket[]
  /** Reason why it ended; null while it is open. */
  readonly ended: () => string | null
  readonly emit: (event: string, args: readonly unknown[], wantsAck: boolean) => void
  /** Resolves once everything the server sent before should have arrived. */
  readonly caughtUp: (ms: number) => Promise<void>
  /** Whether the server answers on this connection within `ms`; everything sent before has arrived by then. */
  readonly isAlive: (ms: number) => Promise<boolean>
  /** Closes it; resolves once the server has been told. */
  readonly close: () => Promise<void>
  /** Drops it without telling the server, as far as the transport allows. */
  readonly lose: () => Promise<void>
}

/** A refused connection, in the server's own words. */
export interface RefusedConnection {
  readonly refused: { readonly message: string; readonly data: unknown }
  readonly log: readonly LoggedPacket[]
}

/** Whether the server ended a connection on purpose, by a disconnect packet. */
export const isDismissed = ({ ended }: Pick<SocketConnection, 'ended'>): boolean => ended() === 'io server disconnect'

/** Connects. Rejects only when the signal aborts: trouble is a result. `onPacket` is called after each packet. */
export type Connect = (
  to: SocketDestination,
  onPacket: () => void,
) => Promise<SocketConnection | RefusedConnection | Trouble>

/** Connects to the sockets of a target; `send/socket-io-client.ts` implements it. */
export interface SocketClient {
  readonly connect: Connect
  /** Opens a transport, including an upgrade, without entering a namespace. Null: the transport is available. */
  readonly reach: (to: SocketPlace) => Promise<Trouble | null>
}

/** Whether the server refused the connection. */
export const isRefused = (result: SocketConnection | RefusedConnection | Trouble): result is RefusedConnection =>
  'refused' in result

/** Whether there is no connection for any other reason. */
export const isNoConnection = (result: SocketConnection | RefusedConnection | Trouble): result is Trouble =>
  'kind' in result
