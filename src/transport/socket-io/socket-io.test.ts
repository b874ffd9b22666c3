import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket as NetSocket } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { callEngine, openPoller } from '../../../tests/support/protocol/poller.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { until } from '../../../tests/support/sockets.ts'
import { createCore, type MockOptions } from '../../mock/core.ts'
import type { EngineConnection } from './engine.ts'
import type { SocketOptions } from './socket-context.ts'
import { createSocketServer } from './socket-io.ts'

interface Wanted {
  readonly limits?: MockOptions['limits']
  readonly options?: SocketOptions
}

/** A Socket.IO server behind a port, with its connections as they come. */
async function begin({ limits = {}, options = {} }: Wanted = {}) {
  const core = createCore({ limits })
  const faults: unknown[] = []
  const connections: EngineConnection[] = []
  const upgraded: Duplex[] = []
  let ends = 0
  let namespaces = (): string[] => []
  const server = createSocketServer({ mock: core, options, onFault: (fault) => faults.push(fault) }, (io) => {
    io.engine.on('connection', (connection: EngineConnection) => connections.push(connection))
    io.on('connection', (socket) => socket.on('big', (size: number) => void socket.emit('big', 'x'.repeat(size))))
    io.of(/^\/~/)
    namespaces = () => [...io._nsps.keys()]
    return [() => ends++]
  })
  const http = createServer(server.request)
  http.on('upgrade', (request, socket, head) => {
    upgraded.push(socket)
    server.upgrade(request, socket, head)
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    connections,
    faults,
    upgraded,
    ends: () => ends,
    namespaces: () => namespaces(),
    async [Symbol.asyncDispose]() {
      await server.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

async function opened(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  const heard: string[] = []
  socket.on('message', (data: Buffer) => heard.push(data.toString()))
  socket.on('error', () => {})
  const closed = once(socket, 'close').then(([code]) => code)
  await once(socket, 'open')
  return { socket, heard, closed, [Symbol.dispose]: () => socket.terminate() }
}

/** A WebSocket whose client never reads, nor answers an end. */
async function deaf(port: number): Promise<NetSocket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  await once(socket, 'data')
  socket.pause()
  return socket
}

/** A text frame of a client, masked with zeros. */
const frame = (text: string, { isFirst = true, isLast = true } = {}): Buffer =>
  Buffer.concat([Buffer.of((isLast ? 0x80 : 0) | (isFirst ? 1 : 0), 0x80 | text.length, 0, 0, 0, 0), Buffer.from(text)])

describe('a Socket.IO server', () => {
  it('tells the times and the bound that are set', async () => {
    await using served = await begin({
      limits: { packet: 999 },
      options: { pingIntervalMs: 1_111, pingTimeoutMs: 2_222 },
    })
    const { text } = await callEngine(served.url, 'EIO=4&transport=polling')
    expect(JSON.parse(text.slice(1))).toMatchObject({
      upgrades: ['websocket'],
      pingInterval: 1_111,
      pingTimeout: 2_222,
      maxPayload: 999,
    })
  })

  it('refuses JSONP, and serves the client to pages', async () => {
    await using served = await begin()
    for (const query of ['EIO=4&transport=polling&j=0', 'j=0&EIO=4&transport=polling'])
      expect((await callEngine(served.url, query)).status).toBe(403)
    expect((await callEngine(served.url, 'EIO=4&transport=polling&x=j')).status).toBe(200)
    expect((await fetch(`${served.url}/socket.io/socket.io.js`)).status).toBe(200)
  })

  it('compresses nothing', async () => {
    await using served = await begin()
    const poller = await openPoller(served.url)
    await poller.post('40')
    await poller.poll()
    await poller.post('42["big",5000]')
    const answer = await fetch(`${served.url}/socket.io/?EIO=4&transport=polling&sid=${poller.sid}`, {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect([answer.headers.get('content-encoding'), (await answer.text()).length > 5_000]).toEqual([null, true])
    using client = await opened(served.port)
    expect(client.socket.extensions).toBe('')
  })

  it.each([
    [256, true],
    [257, false],
  ])('takes a message of %i fragments: %s', async (count, isTaken) => {
    await using served = await begin()
    const socket = connect(served.port, '127.0.0.1')
    socket.on('error', () => {})
    let heard = ''
    socket.on('data', (data) => (heard += data.toString('latin1')))
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await until(() => heard.includes('pingInterval'))
    const pieces = Array.from({ length: count }, (_, at) =>
      frame(at === 0 ? '40{"a":"' : at === count - 1 ? '"}' : 'x', { isFirst: at === 0, isLast: at === count - 1 }),
    )
    const ended = once(socket, 'close')
    socket.write(Buffer.concat(pieces))
    if (isTaken) await until(() => heard.includes('40{"sid"'))
    else await ended
    expect(heard.includes('40{"sid"')).toBe(isTaken)
    socket.destroy()
  })

  it('tells its clients that it ends, and cuts those that do not listen', async () => {
    const served = await begin()
    using client = await opened(served.port)
    const other = await deaf(served.port)
    await served.server.close()
    expect([await client.closed, served.ends(), served.upgraded.map(({ destroyed }) => destroyed)]).toEqual([
      1005,
      1,
      [true, true],
    ])
    other.destroy()
    await served[Symbol.asyncDispose]()
  })

  it('ends without waiting for a client that has ended its side and reads nothing', async () => {
    const served = await begin()
    const other = await deaf(served.port)
    const [connection] = served.connections
    // What the system buffers, and a little that waits here.
    for (let turn = 0; turn < 2_000 && served.upgraded.every(({ writableLength }) => writableLength === 0); turn++) {
      connection?.write('x'.repeat(20_000))
      await new Promise(setImmediate)
    }
    const [upgraded] = served.upgraded
    expect(upgraded?.writableLength).toBeGreaterThan(0)
    const ended = once(upgraded ?? other, 'end')
    other.end()
    await ended
    await served.server.close()
    expect(served.upgraded.map(({ destroyed }) => destroyed)).toEqual([true])
    other.destroy()
    await served[Symbol.asyncDispose]()
  })

  it('writes packets together that waited for one before', async () => {
    await using served = await begin()
    using client = await opened(served.port)
    const [connection] = served.connections
    const [upgraded] = served.upgraded
    const corked: (number | undefined)[] = []
    connection?.on('flush', () => corked.push(upgraded?.writableCorked))
    for (const text of ['one', 'two', 'three']) connection?.write(text)
    await until(() => client.heard.includes('4three'))
    expect([corked, upgraded?.writableCorked]).toEqual([[0, 1], 0])
  })

  it('cuts a client that does not read what it is sent, and no other', async () => {
    await using served = await begin({ limits: { unread: 50_000 } })
    const other = await deaf(served.port)
    using client = await opened(served.port)
    const [connection] = served.connections
    const state = { isOpen: true }
    const ended = new Promise<void>((resolve) =>
      connection?.once('close', () => {
        state.isOpen = false
        resolve()
      }),
    )
    // As much as the system buffers, and more.
    for (let turn = 0; turn < 2_000 && state.isOpen; turn++) {
      for (let n = 0; n < 4; n++) connection?.write('x'.repeat(20_000))
      await new Promise(setImmediate)
    }
    await ended
    expect(client.socket.readyState).toBe(WebSocket.OPEN)
    other.destroy()
  })

  it('does not cut a client that reads, however much that is', async () => {
    await using served = await begin({ limits: { unread: 50_000 } })
    using client = await opened(served.port)
    const [connection] = served.connections
    for (let n = 1; n <= 20; n++) {
      connection?.write('x'.repeat(20_000))
      await until(() => client.heard.length > n)
    }
    expect([client.heard.length, client.socket.readyState]).toEqual([21, WebSocket.OPEN])
  })
})

describe('a connection that enters no namespace', () => {
  it('ends after the time for that, and one that has entered goes on', async () => {
    await using served = await begin({ options: { connectTimeoutMs: 60_000, pingIntervalMs: 600_000 } })
    using timers = standTimers()
    using inTime = await opened(served.port)
    using late = await opened(served.port)
    inTime.socket.send('40')
    await until(() => inTime.heard.length === 2)
    timers.pass(59_999)
    await settle()
    expect(late.socket.readyState).toBe(WebSocket.OPEN)
    timers.pass(1)
    expect(await late.closed).toBe(1005)
    await settle()
    expect(inTime.socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('a Socket.IO server that ends', () => {
  it('gives its clients a second to go', async () => {
    const served = await begin()
    const other = await deaf(served.port)
    using timers = standTimers({ clock: true })
    const ended = served.server.close()
    await settle()
    timers.pass(999)
    expect(served.upgraded.map(({ destroyed }) => destroyed)).toEqual([false])
    timers.pass(1)
    await timers.during(ended)
    expect(served.upgraded.map(({ destroyed }) => destroyed)).toEqual([true])
    other.destroy()
    await timers.during(served[Symbol.asyncDispose]())
  })

  it('leaves no timer behind', async () => {
    using timers = standTimers()
    const served = await begin()
    expect(timers.waiting()).toBeGreaterThan(0)
    await timers.during(served[Symbol.asyncDispose]())
    expect(timers.waiting()).toBe(0)
  })
})

it('the namespace of a world is forgotten once its last client has left it', async () => {
  await using served = await begin()
  using client = await opened(served.port)
  client.socket.send('40/~qa,')
  await until(() => client.heard.some((packet) => packet.startsWith('40/~qa,')))
  expect(served.namespaces()).toEqual(['/', '/~qa'])
  client.socket.send('41/~qa,')
  await until(() => served.namespaces().length === 1)
  expect(served.namespaces()).toEqual(['/'])
})

it('a client that breaks the protocol of WebSockets, and does not end its side, is cut after a second', async () => {
  await using served = await begin()
  using timers = standTimers()
  const other = await deaf(served.port)
  other.write(Buffer.of(0x81, 1, 0x78))
  const [upgraded] = served.upgraded
  await until(() => served.connections[0]?.readyState === 'closed')
  timers.pass(999)
  await settle()
  expect(upgraded?.destroyed).toBe(false)
  timers.pass(1)
  await settle()
  expect(upgraded?.destroyed).toBe(true)
  other.destroy()
})

describe('a client that moves to a WebSocket', () => {
  it('has a later poll answered at once, too', async () => {
    await using served = await begin()
    const poller = await openPoller(served.url)
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/socket.io/?EIO=4&transport=websocket&sid=${poller.sid}`)
    await once(socket, 'open')
    using _ = standTimers()
    socket.send('2probe')
    await once(socket, 'message')
    await settle()
    expect((await poller.poll()).text).toBe('6')
    socket.terminate()
  })

  it('and has moved by then is sent nothing of that', async () => {
    await using served = await begin()
    using client = await opened(served.port)
    const [connection] = served.connections
    connection?.emit('upgrading', connection.transport)
    await settle()
    connection?.write('next')
    await until(() => client.heard.includes('4next'))
    expect(client.heard.slice(1)).toEqual(['4next'])
  })

  it('has its poll answered as soon as the server knows of that', async () => {
    await using served = await begin()
    const poller = await openPoller(served.url)
    const polled = poller.poll()
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/socket.io/?EIO=4&transport=websocket&sid=${poller.sid}`)
    await once(socket, 'open')
    using timers = standTimers()
    socket.send('2probe')
    expect((await polled).text).toBe('6')
    expect(timers.waiting()).toBe(0)
    socket.terminate()
  })
})
