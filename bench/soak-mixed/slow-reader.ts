import { connect } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import type { Place } from './place.ts'

const HELD_MS = 5_000

let turn = 0

/** Asks for much, reads nothing for five seconds, and disconnects: in turn the event stream, a long pipeline and a WebSocket. */
export async function readNothing({ port, control }: Place): Promise<void> {
  const controlPort = Number(new URL(control.url).port)
  const [to, bytes] = [
    [controlPort, `GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${control.token}\r\n\r\n`] as const,
    [port, 'GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n'.repeat(200)] as const,
    [port, UPGRADE] as const,
  ][turn++ % 3] ?? [port, '']
  const socket = connect({ port: to, host: '127.0.0.1' })
  // The server may cut it, which is what it is for.
  socket.on('error', () => socket.destroy())
  socket.pause()
  socket.write(bytes)
  await later(HELD_MS)
  socket.destroy()
}

const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
