import { until } from './sockets.ts'

/** Where Engine.IO is; the name of a transport goes behind it. */
export const ENGINE = '/socket.io/?EIO=4&transport='

/** A WebSocket without any Socket.IO: what is sent is sent to the letter. */
export interface RawWebSocket {
  readonly send: (data: string | Uint8Array<ArrayBuffer>) => void
  readonly heard: string[]
  readonly closed: Promise<number>
  readonly isOpen: () => boolean
  readonly close: () => void
}

/** Opens one, sends the first packets and waits until one of them has entered a namespace. */
export async function openRaw(
  { port }: { readonly port: number },
  first: readonly string[] = ['40'],
): Promise<RawWebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${ENGINE}websocket`)
  const heard: string[] = []
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)))
  socket.addEventListener('message', ({ data }) => heard.push(String(data)))
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  for (const packet of first) socket.send(packet)
  if (first.length > 0) await until(() => heard.some((packet) => packet.startsWith('40')))
  return {
    send: (data) => socket.send(data),
    heard,
    closed,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  }
}
