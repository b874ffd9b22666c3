import { connect, type Socket } from 'node:net'
import { patience } from './patience.ts'

// Whoever has begun to answer goes on at once.
const SILENT_AFTER_MS = patience(250)

/** Sends bytes as they are, and answers all that comes back until the connection ends or falls silent. */
export const sendRaw = (
  port: number,
  bytes: string | readonly string[],
  silentMs: number = patience(30_000),
): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setTimeout(silentMs, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      socket.setTimeout(SILENT_AFTER_MS)
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(text))
    for (const part of [bytes].flat()) socket.write(part, 'latin1')
  })

/** Sends a request and then reads nothing, not even what has come, until it is resumed. */
export const sendUnread = (port: number, bytes: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.pause()
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      socket.write(bytes, 'latin1', () => resolve(socket))
    })
  })
