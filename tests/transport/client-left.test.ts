import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'

it('a client that breaks its connection while it waits for an answer has sent nothing unreadable', async () => {
  const told: string[] = []
  await using server = await startServer({ onExchange: ({ request }) => void told.push(request.method) })
  const handshake = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)
  const { sid }: { sid: string } = JSON.parse((await handshake.text()).slice(1))
  for (let n = 0; n < 3; n++) {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`GET /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await fetch(`${server.url}/nowhere`)
    socket.resetAndDestroy()
    await once(socket, 'close')
  }
  await fetch(`${server.url}/nowhere`)
  expect(told).toEqual(['GET', 'GET', 'GET', 'GET'])
})
