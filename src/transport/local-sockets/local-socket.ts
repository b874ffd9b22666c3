import { PacketType, type Packet } from 'socket.io-parser'
import type { Connection, Handshake, ServedSocket } from '../socket-io/served.ts'

/** What a socket needs of the connection that carries it. */
export interface SocketCarrier {
  readonly connection: Connection
  send(packet: Packet): void
  /** Forgets a socket that has been disconnected. */
  remove(socket: LocalSocket): void
  /** Disconnects every socket of the connection, and ends it. */
  disconnect(): void
}

/** What a client says on entering a namespace. */
export interface Entrance {
  readonly id: string
  readonly namespace: string
  readonly handshake: Handshake
}

/** A client in a namespace: what Socket.IO's server calls a socket. */
export class LocalSocket implements ServedSocket {
  readonly id: string
  readonly nsp: { readonly name: string }
  readonly handshake: Handshake
  connected = false
  readonly #carrier: SocketCarrier
  readonly #events: ((event: readonly unknown[]) => void)[] = []
  readonly #ends = new Set<(reason: string) => void>()

  constructor(carrier: SocketCarrier, { id, namespace, handshake }: Entrance) {
    this.#carrier = carrier
    this.id = id
    this.nsp = { name: namespace }
    this.handshake = handshake
  }

  get conn(): Connection {
    return this.#carrier.connection
  }

  use(listener: (event: readonly unknown[]) => void): void {
    this.#events.push(listener)
  }

  /** There are no errors of its own: what cannot be read ends the connection. */
  on(event: 'error' | 'disconnect', listener: (reason: string) => void): void {
    if (event === 'disconnect') this.#ends.add(listener)
  }

  emit(event: string, payload: object): void {
    this.#send({ type: PacketType.EVENT, data: [event, payload] })
  }

  disconnect(close = false): void {
    if (!this.connected) return
    if (close) return this.#carrier.disconnect()
    this.#send({ type: PacketType.DISCONNECT })
    this.closed('server namespace disconnect')
  }

  /** Tells its client that it is in. */
  enter(): void {
    this.connected = true
    this.#send({ type: PacketType.CONNECT, data: { sid: this.id } })
  }

  /** Tells its client why it is not. */
  refuse(data: object): void {
    this.#send({ type: PacketType.CONNECT_ERROR, data })
  }

  /** Takes a packet of its client, once it is in. */
  receive({ type, data, id }: Packet): void {
    if (type === PacketType.DISCONNECT) return this.closed('client namespace disconnect')
    if (type !== PacketType.EVENT && type !== PacketType.BINARY_EVENT) return
    const args: readonly unknown[] = Array.isArray(data) ? data : []
    const event = id === undefined ? args : [...args, this.#ack(id)]
    for (const listener of this.#events) listener(event)
  }

  /** It is over; either side may have ended it. Told once. */
  closed(reason: string): void {
    if (!this.connected) return
    this.#carrier.remove(this)
    this.connected = false
    for (const listener of this.#ends) listener(reason)
  }

  /** Sends an answer once, however often it is called. */
  #ack(id: number): (answer: unknown) => void {
    let isSent = false
    return (answer) => {
      if (!isSent) this.#send({ type: PacketType.ACK, id, data: [answer] })
      isSent = true
    }
  }

  #send(packet: Omit<Packet, 'nsp'>): void {
    this.#carrier.send({ ...packet, nsp: this.nsp.name })
  }
}
