import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { standTimers, type StandingTimers } from '../../tests/support/timers.ts'
import { asPlainRequest } from '../transport/upgrade.ts'
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

/** A server whose answers are given by the test, and the socket of its client once that has ended its side. */
function answering() {
  const server = createServer()
  awaitAnswers(server)
  const responses: ServerResponse[] = []
  server.on('request', (_, response) => responses.push(response))
  return { server, responses, end: endOf(server) }
}

it('an answer that comes late is waited for, and the client is asked meanwhile whether it is there', async () => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = ended(front.port, GET)
  await end
  timers.pass(1000)
  responses[0]?.end('late')
  expect(await client.text).toMatch(/^(?:HTTP\/1\.1 102 Processing\r\n\r\n){2}HTTP\/1\.1 200 OK\r\n[^]*late/)
})

it('a connection that is closed is looked after no more', async () => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = ended(front.port, GET)
  const socket = await end
  const closed = once(socket, 'close')
  responses[0]?.end('done')
  await client.text
  await closed
  let looks = 0
  socket.destroy = () => {
    looks += 1
    return socket
  }
  timers.pass(2000)
  expect(looks).toBe(0)
})

it('all answers to requests that came together are waited for, in their order', async () => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = ended(front.port, GET + GET)
  await end
  responses[1]?.end('second')
  timers.pass(500)
  responses[0]?.end('first')
  expect(await client.text).toMatch(
    /^HTTP\/1\.1 102 Processing\r\n\r\nHTTP\/1\.1 200[^]*first[^]*HTTP\/1\.1 200[^]*second/,
  )
})

it('a client is asked about the answer in turn, whatever was answered before; without one, the connection ends', async () => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = connect({ port: front.port, host: '127.0.0.1', allowHalfOpen: true })
  client.write(GET)
  await once(server, 'request')
  responses[0]?.end('first')
  await once(client, 'data')
  client.end(GET)
  const socket = await end
  timers.pass(500)
  const [asked] = await once(client, 'data')
  expect(String(asked)).toBe('HTTP/1.1 102 Processing\r\n\r\n')
  const answered = new Promise((resolve) => responses[1]?.once('close', resolve))
  responses[1]?.end('second')
  await answered
  expect(socket.destroyed).toBe(false)
  timers.pass(500)
  expect(socket.destroyed).toBe(true)
})

it('a connection that comes again, since its upgrade was declined, is asked once at a time', async () => {
  const { server, responses, end } = answering()
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    asPlainRequest(server, request, socket, head),
  )
  await using front = await listening(server)
  const client = ended(front.port, GET.replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'))
  await end
  timers.pass(500)
  responses[0]?.end('answered')
  expect(await client.text).toMatch(/^HTTP\/1\.1 102 Processing\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*answered/)
})

it('a client that has left is noticed, since what it is asked comes back', async () => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = connect({ port: front.port, host: '127.0.0.1' })
  client.write(GET)
  await once(server, 'request')
  const left = Promise.withResolvers<string>()
  responses[0]?.once('close', () => left.resolve('left'))
  client.destroy()
  await end
  await timers.during(left.promise)
  expect(await left.promise).toBe('left')
})

it.each([
  ['of HTTP/1.0, which knows no interim answers', GET.replace('1.1', '1.0'), ''],
  ['whose answer has begun', GET, 'begun'],
])('a client cannot be asked %s, and its answer may pause for half a minute', async (_, request, begun) => {
  const { server, responses, end } = answering()
  await using front = await listening(server)
  const client = ended(front.port, request)
  const socket = await end
  if (begun !== '') responses[0]?.write(begun)
  timers.pass(29_500)
  expect(socket.destroyed).toBe(false)
  timers.pass(1000)
  expect(socket.destroyed).toBe(true)
  expect(await client.text).not.toContain('102')
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
