import { connect, type Socket } from 'node:net'
import { ENGINE } from './raw-web-socket.ts'
import type { ServingProcess } from './serving-process.ts'

/** Clients of every kind, good and bad. */
export interface Load {
  /** How many answers have come. */
  readonly answered: () => number
  readonly stop: () => void
}

const BODY = '{"guestName":"Jane"}'

const upgrade = (host: string): string =>
  `GET ${ENGINE}websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

/** What each sends at first, and whether it reads what comes. None ends its side of the connection. */
const KINDS: readonly { readonly bytes: string; readonly isDeaf?: true; readonly isControl?: true }[] = [
  { bytes: upgrade('evil.test') },
  { bytes: 'garbage\r\n\r\n' },
  { bytes: upgrade('localhost') },
  { bytes: upgrade('localhost'), isDeaf: true },
  { bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n'.repeat(40), isDeaf: true },
  { bytes: 'POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{' },
  { bytes: 'GET /events HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer TOKEN\r\n\r\n', isDeaf: true, isControl: true },
  {
    bytes:
      'GET /worlds/default/journal?wait=60000&outcome=room-full HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer TOKEN\r\n\r\n',
    isControl: true,
  },
  { bytes: '' },
]

/** Puts load on a server until it is stopped, or the server has gone. */
export function load({ url, port, control }: ServingProcess): Load {
  const state = { answered: 0, isOver: false }
  const sockets = KINDS.map(({ bytes, isDeaf, isControl }): Socket => {
    const socket = connect({ port: isControl ? control.port : port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => socket.destroy())
    if (isDeaf) socket.pause()
    else socket.resume()
    socket.write(bytes.replace('HOST', `localhost:${control.port}`).replace('TOKEN', control.token))
    return socket
  })
  const ask = async (): Promise<void> => {
    while (!state.isOver) {
      try {
        const headers = { 'content-type': 'application/json' }
        await (await fetch(`${url}/rooms/abc-def-ghi/join`, { method: 'POST', headers, body: BODY })).text()
        state.answered++
      } catch {
        return
      }
    }
  }
  const asking = Promise.all([ask(), ask(), ask()])
  return {
    answered: () => state.answered,
    stop() {
      state.isOver = true
      void asking
      for (const socket of sockets) socket.destroy()
    },
  }
}
