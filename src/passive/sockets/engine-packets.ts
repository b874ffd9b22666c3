import { decodePacket, decodePayload } from 'engine.io-parser'

/** A packet of Engine.IO; `data` of a message is a text, or bytes. */
export interface EngineWord {
  readonly type: 'open' | 'close' | 'ping' | 'pong' | 'message' | 'upgrade' | 'noop' | 'error'
  readonly data: string | Uint8Array
}

/** The packets of a body of long polling. */
export const packetsOfBody = (body: string): EngineWord[] => decodePayload(body, 'arraybuffer').map(wordOf)

/** The packet of a frame of a WebSocket. Bytes are an attachment of the message before. */
export const packetOfFrame = (data: string | Uint8Array): EngineWord =>
  typeof data === 'string' ? wordOf(decodePacket(data, 'arraybuffer')) : { type: 'message', data }

const wordOf = ({ type, data }: ReturnType<typeof decodePacket>): EngineWord => ({
  type,
  data: data instanceof ArrayBuffer ? new Uint8Array(data) : typeof data === 'string' ? data : '',
})
