import type { Encoder } from 'socket.io-parser'

/** A value that is already JSON text: as the last argument of an event or ack, it is sent unchanged. */
export interface JsonText {
  readonly [JSON_TEXT]: string
}

const JSON_TEXT: unique symbol = Symbol('JSON text')

/** Marks a text as JSON already serialized. */
export const asJsonText = (json: string): JsonText => ({ [JSON_TEXT]: json })

/** The value of such a text; any other payload as it is. */
export const valueOf = (payload: unknown): unknown => (isJsonText(payload) ? JSON.parse(payload[JSON_TEXT]) : payload)

const isJsonText = (value: unknown): value is JsonText =>
  typeof value === 'object' && value !== null && JSON_TEXT in value

/** Turns a packet of Socket.IO into what is sent. */
export type PacketEncoder = Pick<Encoder, 'encode'>

/**
 * An encoder that sends serialized JSON as it is. Answers are texts before they get here, and an event is the same for everyone in
 * a room: Socket.IO would serialize it for each, after searching it for binary parts.
 */
export const encodingTexts = (encoder: PacketEncoder): PacketEncoder => ({
  encode(packet) {
    const data: readonly unknown[] = Array.isArray(packet.data) ? packet.data : []
    const last = data.at(-1)
    if (!isJsonText(last)) return encoder.encode(packet)
    const namespace = packet.nsp === '/' ? '' : `${packet.nsp},`
    const name = data.length > 1 ? `${JSON.stringify(data[0])},` : ''
    return [`${packet.type}${namespace}${packet.id ?? ''}[${name}${last[JSON_TEXT]}]`]
  },
})
