import { decodePacket, encodePacket } from 'engine.io-parser'
import { UNBOUND, type LocalWire } from './wire.ts'

/** A client's WebSocket, from its server's side. */
export interface LocalWebSocket {
  readonly send: (data: string) => void
  readonly close: () => void
}

/** Carries packets over a WebSocket. */
export interface WebSocketWire extends LocalWire {
  /** Takes a message of the client. */
  readonly receive: (data: unknown) => void
  /** The client has closed it. */
  readonly closed: () => void
}

/** A message of more than `most` bytes ends it. */
export function createWebSocketWire(socket: LocalWebSocket, most: number): WebSocketWire {
  let events = UNBOUND
  return {
    name: 'websocket',
    bind: (bound) => void (events = bound),
    isReady: () => true,
    send(packets) {
      for (const packet of packets) encodePacket(packet, true, socket.send)
    },
    end(ended) {
      socket.close()
      ended()
    },
    cut: socket.close,
    receive(data) {
      if (sizeOf(data) > most) {
        events.ended('transport error')
        socket.close()
      } else if (typeof data === 'string') events.packet(decodePacket(data))
      // Bytes are the data of a message. Engine.IO's parser would read the whole buffer behind a part of it.
      else events.packet({ type: 'message', data })
    },
    closed: () => events.ended('transport close'),
  }
}

const encoder = new TextEncoder()

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return encoder.encode(data).length
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data.byteLength
  return data instanceof Blob ? data.size : 0
}
