import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { until } from '../../tests/support/sockets.ts'
import { createClientConnections } from './connections.ts'

/** A server that keeps at most this many connections, and answers `/wait` only when told. */
async function serving(most: number) {
  const connections = createClientConnections(most)
  const waiting: ServerResponse[] = []
  const sockets: Duplex[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    connections.of(request.socket).take(request, response, () => {
      if (request.url === '/wait') waiting.push(response)
      else response.end('ok')
    })
  })
  connections.watch(server)
  server.on('connection', (socket: Duplex) => sockets.push(socket))
  const at = await listening(server)
  const open = async (): Promise<Socket> => {
    const before = sockets.length
    const socket = connect(at.port, '127.0.0.1')
    socket.on('error', () => socket.destroy())
    await once(socket.resume(), 'connect')
    await until(() => sockets.length > before)
    return socket
  }
  const ask = async (socket: Socket, path: string): Promise<void> => {
    const answered = once(socket, 'data')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    if (path === '/wait') await until(() => waiting.length > 0)
    else await answered
  }
  return { connections, server, at, sockets, waiting, open, ask }
}
/** Which of the sockets of a server are open. */
const openOf = (sockets: readonly Duplex[]): boolean[] => sockets.map(({ destroyed }) => !destroyed)

describe('one connection too many', () => {
  it('replaces the oldest idle one', async () => {
    const { at, open, sockets } = await serving(2)
    await using _ = at
    await open()
    await open()
    expect(openOf(sockets)).toEqual([true, true])
    await open()
    expect(openOf(sockets)).toEqual([false, true, true])
    await open()
    expect(openOf(sockets)).toEqual([false, false, true, true])
  })

  it('spares one that was used since the last search, once', async () => {
    const { at, open, ask, sockets } = await serving(2)
    await using _ = at
    const first = await open()
    await ask(first, '/')
    await open()
    await open()
    expect(openOf(sockets)).toEqual([true, false, true])
    await open()
    expect(openOf(sockets)).toEqual([true, false, false, true])
    await open()
    expect(openOf(sockets)).toEqual([false, false, false, true, true])
  })

  it('is spared where any other is idle, though that was used', async () => {
    const { at, open, ask, sockets } = await serving(1)
    await using _ = at
    await ask(await open(), '/')
    await open()
    expect(openOf(sockets)).toEqual([false, true])
  })

  it('is closed itself if all others wait for an answer', async () => {
    const { at, open, ask, sockets } = await serving(1)
    await using _ = at
    await ask(await open(), '/wait')
    await open()
    expect(openOf(sockets)).toEqual([true, false])
  })

  it('finds the place of one that was closed', async () => {
    const { at, open, sockets } = await serving(1)
    await using _ = at
    const first = await open()
    first.destroy()
    await until(() => sockets[0]?.destroyed === true)
    await open()
    expect(openOf(sockets)).toEqual([false, true])
  })
})

describe('the connections of a plane', () => {
  it('are each one thing, as long as they are open', async () => {
    const { at, server, open, sockets, connections } = await serving(5)
    await using _ = at
    await open()
    const [socket] = sockets
    if (!socket) throw new Error('nobody came')
    expect(connections.of(socket)).toBe(connections.of(socket))
    // As one whose upgrade was declined does.
    const known = connections.of(socket)
    server.emit('connection', socket)
    expect(connections.of(socket)).toBe(known)
    const before = connections.of(socket)
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
    expect(connections.of(socket)).not.toBe(before)
    expect(connections.of(socket)).not.toBe(connections.of(socket))
  })

  it('are all cut at once', async () => {
    const { at, open, ask, sockets, connections } = await serving(5)
    await using _ = at
    await open()
    await ask(await open(), '/wait')
    connections.cut()
    expect(openOf(sockets)).toEqual([false, false])
  })

  it('whose socket fails after it was handed over are no uncaught error', async () => {
    const { at, open, sockets } = await serving(5)
    await using _ = at
    await open()
    const [socket] = sockets
    socket?.removeAllListeners('close')
    expect(socket?.listenerCount('error')).toBeGreaterThan(0)
    expect(() => socket?.emit('error', new Error('reset'))).not.toThrow()
  })
})
