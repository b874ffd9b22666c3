import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { standTimers, type StandingTimers } from '../../tests/support/timers.ts'
import { awaitAnswers } from './ended-requests.ts'

let timers: StandingTimers
beforeEach(() => void (timers = standTimers()))
afterEach(() => timers[Symbol.dispose]())

interface Client {
  /** All that came back, once the connection is closed. */
  readonly text: Promise<string>
}

/** Sends these bytes, and ends its side. */
function ended(port: number, bytes: string): Client {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.on('end', () => socket.destroy())
  socket.end(bytes)
  return { text: new Promise((resolve) => socket.on('close', () => resolve(text))) }
}

/** Resolves once a client of this server has ended its side. */
const endOf = (server: Server): Promise<Socket> =>
  new Promise((resolve) => server.once('connection', (socket) => socket.once('end', () => resolve(socket))))

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'

it('a client that ends its side with its request has the answer that comes later, and then the end', async () => {
  const server = createServer()
  awaitAnswers(server)
  const end = endOf(server)
  server.on('request', (_, response) => void end.then(() => response.end('answered')))
  await using front = await listening(server)
  expect(await ended(front.port, GET).text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*answered/)
})

it('a client without an answer half a second after its end has left', async () => {
  const server = createServer()
  awaitAnswers(server)
  const [end, left] = [endOf(server), Promise.withResolvers<string>()]
  server.on('request', (_, response) => response.once('close', () => left.resolve('left')))
  await using front = await listening(server)
  const client = ended(front.port, GET)
  const socket = await end
  timers.pass(499)
  expect(socket.destroyed).toBe(false)
  timers.pass(1)
  expect([await left.promise, await client.text]).toEqual(['left', ''])
})

it('a tunnel ends as it likes', async () => {
  const server = createServer()
  const tunnels = awaitAnswers(server)
  const end = endOf(server)
  server.on('upgrade', (_: IncomingMessage, socket: Socket) => {
    tunnels.add(socket)
    socket.resume()
  })
  await using front = await listening(server)
  const client = ended(front.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n')
  const socket = await end
  timers.pass(1000)
  expect(socket.destroyed).toBe(false)
  socket.end('late')
  expect(await client.text).toBe('late')
})
