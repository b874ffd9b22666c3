import { request } from 'node:http'

/** The status with which a server answers the wish for a WebSocket of Socket.IO, sent with these headers: 101 if it is granted. */
export const handshake = (
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/socket.io/',
): Promise<number> =>
  new Promise((resolve, reject) => {
    const wish = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    const sent = request({
      host: '127.0.0.1',
      port,
      path: `${path}?EIO=4&transport=websocket`,
      headers: { ...wish, ...headers },
    })
    sent.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
