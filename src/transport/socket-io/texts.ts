import type { Server } from 'socket.io'

/** A value that is already JSON text: as the last argument of an event or ack, it is sent unchanged. */
export interface JsonText {
  readonly [JSON_TEXT]: string
}

const JSON_TEXT: unique symbol = Symbol('JSON text')

/** Marks a text as JSON already serialized. */
export const asJsonText = (json: string): JsonText => ({ [JSON_TEXT]: json })

const isJsonText = (value: unknown): value is JsonText =>
  typeof value === 'object' && value !== null && JSON_TEXT in value

type Encoder = Server['encoder']

/**
 * Lets a server send serialized JSON. Answers are texts before they get here, and an event is the same for everyone in a room:
 * Socket.IO would serialize it for each, after searching it for binary parts.
 */
export function sendJsonTexts(io: Server): void {
  const { encoder } = io
  const encode: Encoder['encode'] = (packet) => {
    const data: readonly unknown[] = Array.isArray(packet.data) ? packet.data : []
    const last = data.at(-1)
    if (!isJsonText(last)) return encoder.encode(packet)
    const namespace = packet.nsp === '/' ? '' : `${packet.nsp},`
    const name = data.length > 1 ? `${JSON.stringify(data[0])},` : ''
    return [`${packet.type}${namespace}${packet.id ?? ''}[${name}${last[JSON_TEXT]}]`]
  }
  // Each connection takes its encoder from here. Socket.IO's own option is a parser, the other half of which is not exported.
  Object.assign(io, { encoder: { encode } })
}
