import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { PassThrough } from 'node:stream'
import { asPlainRequest, isWebSocket } from './upgrade.ts'

it.each([
  ['websocket', true],
  ['WebSocket', true],
  ['h2c', false],
])('a client that writes Upgrade: %s asks for a WebSocket: %j', async (value, expected) => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${value}\r\n\r\n`)
  const [request, peer] = await once(server, 'upgrade')
  expect(isWebSocket(request)).toBe(expected)
  socket.destroy()
  peer.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

it('a request that asked for another protocol is read again without that, before what followed it', async () => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
  client.write(
    'PUT /a?b HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUPGRADE: h2c\r\nX-A: upgradé\r\n\r\nbody',
    'latin1',
  )
  const [request, peer, head] = await once(server, 'upgrade')
  const connections: unknown[] = []
  server.on('connection', (each) => void connections.push(each))
  const socket = new PassThrough()
  asPlainRequest(server, request, socket, head)
  expect(socket.read().toString('latin1')).toBe(
    'PUT /a?b HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nX-A: upgradé\r\n\r\nbody',
  )
  expect(connections).toEqual([socket])
  client.destroy()
  peer.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
