import { Decoder, Encoder, PacketType, type Packet } from 'socket.io-parser'
import { admit } from '../socket-io/admission.ts'
import { disconnect } from '../socket-io/connection.ts'
import { receive } from '../socket-io/events.ts'
import { later } from '../socket-io/later.ts'
import type { Handshake } from '../socket-io/served.ts'
import { timesOf, type SocketContext } from '../socket-io/socket-context.ts'
import { encodingTexts } from '../socket-io/texts.ts'
import { WORLD_NAMESPACES } from '../socket-io/world.ts'
import type { LocalConnection } from './local-connection.ts'
import { LocalSocket, type SocketCarrier } from './local-socket.ts'

/** A client's new connection, and what it said on opening it. */
export interface CarrierParts {
  readonly context: SocketContext
  readonly connection: LocalConnection
  readonly caller: Omit<Handshake, 'auth'>
  readonly newId: () => string
}

/** Carries Socket.IO over a connection: a socket for each namespace, of those that the contract serves. */
export class ConnectionCarrier implements SocketCarrier {
  readonly connection: LocalConnection
  readonly #parts: CarrierParts
  readonly #sockets = new Map<string, LocalSocket>()
  readonly #encoder = encodingTexts(new Encoder())
  readonly #decoder = new Decoder()
  readonly #cancelWait: () => void

  constructor(parts: CarrierParts) {
    this.#parts = parts
    this.connection = parts.connection
    this.#decoder.on('decoded', (packet) => this.#decoded(packet))
    this.connection.on('message', (data) => this.#receive(data))
    this.connection.on('closed', (reason) => this.#closed(reason))
    this.#cancelWait = later(timesOf(parts.context.options).connectTimeoutMs, () => this.#close())
  }

  send(packet: Packet): void {
    for (const data of this.#encoder.encode(packet)) this.connection.send({ type: 'message', data })
  }

  remove({ nsp }: LocalSocket): void {
    this.#sockets.delete(nsp.name)
  }

  disconnect(): void {
    for (const socket of this.#sockets.values()) socket.disconnect()
    this.#close()
  }

  #receive(data: unknown): void {
    try {
      this.#decoder.add(data)
    } catch {
      disconnect(this.connection)
    }
  }

  #decoded(packet: Packet): void {
    const socket = this.#sockets.get(packet.nsp)
    const isConnect = packet.type === PacketType.CONNECT
    if (!socket && isConnect) this.#connect(packet.nsp, packet.data ?? {})
    else if (socket && !isConnect && packet.type !== PacketType.CONNECT_ERROR) socket.receive(packet)
    else this.#close()
  }

  #connect(namespace: string, auth: unknown): void {
    const { context, caller, newId } = this.#parts
    const socket = new LocalSocket(this, { id: newId(), namespace, handshake: { ...caller, auth } })
    if (namespace !== '/' && !WORLD_NAMESPACES.test(namespace)) return socket.refuse({ message: 'Invalid namespace' })
    void admit(context, socket, (error) => {
      if (this.connection.readyState !== 'open') return
      if (error) return socket.refuse({ message: error.message, data: error.data })
      this.#cancelWait()
      this.#sockets.set(namespace, socket)
      socket.enter()
      receive(context, socket)
    })
  }

  #close(): void {
    if (this.connection.readyState !== 'open') return
    // First, as on a port: a WebSocket of this process ends at once, and would give its own reason.
    this.#closed('forced server close')
    this.connection.close()
  }

  #closed(reason: string): void {
    this.#cancelWait()
    for (const socket of this.#sockets.values()) socket.closed(reason)
    this.#decoder.destroy()
  }
}
