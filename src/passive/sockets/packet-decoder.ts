import { Decoder, PacketType } from 'socket.io-parser'
import { isObject } from '../../json.ts'
import { boundedDepth } from '../../verify/send/bounded-depth.ts'

/** A packet of Socket.IO. */
export interface SocketPacket {
  /** `alive`: the server asks whether the client is there. */
  readonly type: 'connect' | 'disconnect' | 'event' | 'ack' | 'refusal' | 'alive'
  readonly namespace: string
  /** Null: none. */
  readonly id: number | null
  readonly data: unknown
}

/** The server's question whether the client is there, which shows that it is itself. */
export const ALIVE: SocketPacket = { type: 'alive', namespace: '', id: null, data: undefined }

/** Decodes the messages of one direction of a connection, in order. */
export interface PacketDecoder {
  /** The packet that a message completes; null: its attachments follow; undefined: it is none. */
  readonly add: (message: string | Uint8Array) => SocketPacket | null | undefined
}

const TYPES: Readonly<Record<PacketType, SocketPacket['type']>> = {
  [PacketType.CONNECT]: 'connect',
  [PacketType.DISCONNECT]: 'disconnect',
  [PacketType.EVENT]: 'event',
  [PacketType.ACK]: 'ack',
  [PacketType.CONNECT_ERROR]: 'refusal',
  [PacketType.BINARY_EVENT]: 'event',
  [PacketType.BINARY_ACK]: 'ack',
}

/** Starts without a message. */
export function createPacketDecoder(): PacketDecoder {
  const made: SocketPacket[] = []
  const begin = (): Decoder => {
    const decoder = new Decoder()
    decoder.on('decoded', ({ type, nsp, id, data }) =>
      made.push({ type: TYPES[type], namespace: nsp, id: id ?? null, data: boundedDepth(data) }),
    )
    return decoder
  }
  let decoder = begin()
  return {
    add(message) {
      made.length = 0
      try {
        decoder.add(message)
      } catch {
        // After a wrong one, the decoder waits for what never comes.
        decoder = begin()
        return undefined
      }
      return made.at(-1) ?? null
    },
  }
}

/** The name and arguments of an event; null if it has no name. */
export function eventOf({ data }: SocketPacket): { readonly event: string; readonly args: readonly unknown[] } | null {
  const [event, ...args]: unknown[] = Array.isArray(data) ? data : []
  return typeof event === 'string' ? { event, args } : null
}

/** The arguments of an ack. */
export const argsOfAck = ({ data }: SocketPacket): readonly unknown[] => (Array.isArray(data) ? data : [])

/** What a refused connection says: its message, and its data. */
export const refusalSaid = ({ data }: SocketPacket): { readonly message: string; readonly data: unknown } =>
  isObject(data)
    ? { message: typeof data['message'] === 'string' ? data['message'] : '', data: data['data'] }
    : { message: String(data), data: undefined }
