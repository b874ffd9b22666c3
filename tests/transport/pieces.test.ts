import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { rawAnswer } from '../support/raw-answer.ts'
import { openPolling } from '../support/raw-polling.ts'
import { ENGINE } from '../support/raw-web-socket.ts'
import { patient, until } from '../support/sockets.ts'

const UPGRADE = `GET ${ENGINE}websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

/** A frame of one byte, as a client sends it, under a mask of zeros. */
const frame = (opcode: number, isLast: boolean, byte: string): Buffer =>
  Buffer.from([(isLast ? 0x80 : 0) | opcode, 0x81, 0, 0, 0, 0, byte.charCodeAt(0)])

/** One message, with each character in a frame of its own. */
const inPieces = (text: string): Buffer =>
  Buffer.concat([...text].map((byte, at) => frame(at === 0 ? 1 : 0, at === text.length - 1, byte)))

const opened = async (port: number): Promise<{ socket: Socket; text: () => string }> => {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  socket.on('error', () => socket.destroy())
  socket.write(UPGRADE)
  await until(() => text.includes('"sid"'))
  return { socket, text: () => text }
}

describe('a message on a WebSocket', () => {
  it('in 256 pieces is read, in one more closes the connection', async () => {
    await using server = await startServer({ sockets: patient })
    const sized = (count: number): string => `40${' '.repeat(count - 2)}`
    const good = await opened(server.port)
    good.socket.write(inPieces(sized(256)))
    await until(() => good.text().includes('40{"sid"') || good.socket.destroyed)
    expect(good.socket.destroyed).toBe(false)
    const bad = await opened(server.port)
    bad.socket.write(inPieces(sized(257)))
    await until(() => bad.socket.destroyed)
    good.socket.destroy()
  })
})

describe('a body', () => {
  it('of many pieces is read as it would be in one', async () => {
    await using server = await startServer()
    const body = JSON.stringify({ guestName: 'Jane', x: 'é'.repeat(5_000) })
    const chunks = [...Buffer.from(body)].map((byte) =>
      Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]),
    )
    const head =
      'POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
    const text = await rawAnswer(server.port, `${head}${Buffer.concat(chunks).toString('latin1')}0\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1.1 201 /)
  })

  it('for Socket.IO in 4,096 pieces is read, in more cuts the connection', async () => {
    await using server = await startServer({ sockets: patient })
    const post = async (pieces: number): Promise<string> => {
      const { sid } = await openPolling(server)
      const head = `POST ${ENGINE}polling&sid=${sid} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`
      return rawAnswer(server.port, `${head}1\r\n4\r\n1\r\n2\r\n${'1\r\n \r\n'.repeat(pieces - 2)}0\r\n\r\n`)
    }
    expect(await post(4_096)).toMatch(/^HTTP\/1.1 200 /)
    expect(await post(4_097)).toBe('')
  })
})

describe('a client that waits to be asked for its body', () => {
  const head = (host: string, bytes: number): string =>
    `POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${bytes}\r\n\r\n`

  it('is not asked when the guard refuses it, nor when the body is longer than is read', async () => {
    await using server = await startServer({ limits: { body: 200_000 } })
    expect(await rawAnswer(server.port, head('evil.test', 2))).toMatch(/^HTTP\/1.1 421 [\s\S]*Connection: close/)
    expect(await rawAnswer(server.port, head('localhost', 200_001))).toMatch(/^HTTP\/1.1 413 /)
    const text = await rawAnswer(server.port, head('localhost', 200_000), (all) => all.includes('\r\n\r\n'))
    expect(text).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  })
})
