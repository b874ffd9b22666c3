/** A packet of Engine.IO; Socket.IO's own packets are the data of its messages. */
export interface EnginePacket {
  readonly type: 'open' | 'close' | 'ping' | 'pong' | 'message' | 'upgrade' | 'noop' | 'error'
  readonly data?: unknown
}

/** A client's connection, of a server or of `local-sockets`; it may carry sockets of several namespaces. */
export interface Connection {
  readonly readyState: string
  readonly transport: object
  on(event: 'packet', listener: (packet: EnginePacket) => void): unknown
  /** Ends it once the client has read what was sent; `discard` does not wait for that. */
  close(discard?: boolean): unknown
}

/** What a client said on connecting. */
export interface Handshake {
  readonly auth: unknown
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly address: string
}

/** A client in a namespace, of Socket.IO's server or of `local-sockets`. */
export interface ServedSocket {
  readonly id: string
  readonly connected: boolean
  readonly conn: Connection
  readonly nsp: { readonly name: string }
  readonly handshake: Handshake
  emit(event: string, payload: object): unknown
  /** Hears every event: its name, its arguments, and last the callback of its ack, if the client asks for one. */
  use(listener: (event: readonly unknown[]) => void): unknown
  on(event: 'error' | 'disconnect', listener: (reason: string) => void): unknown
  /** Tells the client; `close` ends its connection, too. */
  disconnect(close?: boolean): unknown
}
