import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { until } from '../../tests/support/sockets.ts'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { ClientConnection, LINGER_MS, MOST_AT_ONCE } from './connection.ts'

/** A server whose answers are given by hand, and one client's connection to it, with all that it has read. */
async function connected() {
  const taken: string[] = []
  const open = new Map<string, ServerResponse>()
  const found = Promise.withResolvers<ClientConnection>()
  let ofServer: ClientConnection | undefined
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    ofServer?.take(request, response, () => {
      taken.push(request.url ?? '')
      open.set(request.url ?? '', response)
    })
  })
  let serverSide: Socket | undefined
  server.on('connection', (socket: Socket) => {
    serverSide = socket
    socket.on('error', () => {})
    ofServer = new ClientConnection(socket)
    found.resolve(ofServer)
  })
  server.on('clientError', () => {})
  server.on('upgrade', () => ofServer?.end('no'))
  const at = await listening(server)
  const socket = connect({ port: at.port, host: '127.0.0.1', allowHalfOpen: true })
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk))).on('error', () => socket.destroy())
  const connection = await found.promise
  return {
    at,
    socket,
    connection,
    taken,
    isCut: () => serverSide?.destroyed === true,
    endServerSide: () => serverSide?.end(),
    read: () => text,
    send: (...paths: string[]) =>
      void socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join('')),
    answer: (path: string) => void open.get(path)?.end(`<${path}>`),
    response: (path: string) => open.get(path),
  }
}

describe('the requests of one packet', () => {
  it('are handled four at a time, in order, and the next when those before them are answered', async () => {
    const { at, send, taken, answer, read } = await connected()
    await using _ = at
    expect(MOST_AT_ONCE).toBe(4)
    send('/1', '/2', '/3', '/4', '/5', '/6', '/7', '/8', '/9')
    await until(() => taken.length === 4)
    for (const path of ['/1', '/2', '/3']) answer(path)
    await until(() => read().includes('</3>'))
    expect(taken).toEqual(['/1', '/2', '/3', '/4'])
    answer('/4')
    await until(() => taken.length === 8)
    expect(taken.slice(4)).toEqual(['/5', '/6', '/7', '/8'])
    for (const path of ['/5', '/6', '/7']) answer(path)
    await until(() => read().includes('</7>'))
    expect(taken).toHaveLength(8)
    answer('/8')
    await until(() => taken.length === 9)
    answer('/9')
    await until(() => read().includes('</9>'))
    expect([...read().matchAll(/<(\/\d)>/g)].map(([, path]) => path)).toEqual([
      '/1',
      '/2',
      '/3',
      '/4',
      '/5',
      '/6',
      '/7',
      '/8',
      '/9',
    ])
    send('/10')
    await until(() => taken.length === 10)
  })

  it('that are left over count alone: the next packet need not wait for them', async () => {
    const { at, send, taken, answer } = await connected()
    await using _ = at
    send('/1', '/2', '/3', '/4', '/5')
    await until(() => taken.length === 4)
    for (const path of taken) answer(path)
    await until(() => taken.length === 5)
    send('/6', '/7', '/8', '/9')
    await until(() => taken.length === 8)
    expect(taken.slice(5)).toEqual(['/6', '/7', '/8'])
    for (const path of ['/5', '/6', '/7', '/8']) answer(path)
    await until(() => taken.length === 9)
  })
})

describe('a connection', () => {
  it('is idle until a request comes, while it comes, and once it is answered; a request is a use', async () => {
    const { at, socket, connection, send, taken, answer, response } = await connected()
    await using _ = at
    expect([connection.isIdle, connection.isUsed]).toEqual([true, false])
    send('/a')
    await until(() => taken.length === 1)
    expect([connection.isIdle, connection.isUsed]).toEqual([false, true])
    answer('/a')
    await until(() => response('/a')?.destroyed === true)
    expect(connection.isIdle).toBe(true)
    socket.write('POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab')
    await until(() => taken.length === 2)
    expect(connection.isIdle).toBe(true)
    socket.write('cde')
    response('/b')?.req.resume()
    await until(() => !connection.isIdle)
  })

  it('is cut at once, with nothing sent', async () => {
    const { at, socket, connection, send, taken, read } = await connected()
    await using _ = at
    send('/a')
    await until(() => taken.length === 1)
    connection.cut()
    await once(socket, 'end')
    expect(read()).toBe('')
    socket.end()
  })
})

describe('the end of a connection', () => {
  it('comes after all open answers, once', async () => {
    const { at, socket, connection, send, taken, answer, read, isCut } = await connected()
    await using _ = at
    send('/a')
    await until(() => taken.length === 1)
    connection.end('bye')
    connection.end('twice')
    answer('/a')
    await once(socket, 'end')
    expect(read()).toMatch(/<\/a>(?:\r\n0\r\n\r\n)?bye$/)
    // Its client may still send.
    expect(isCut()).toBe(false)
    socket.end()
  })

  it('comes at once where nothing is open', async () => {
    const { at, socket, connection, read } = await connected()
    await using _ = at
    connection.end('bye')
    await once(socket, 'end')
    expect(read()).toBe('bye')
    socket.end()
  })

  it('answers a request whose body broke off, unless that was answered before', async () => {
    for (const isAnswered of [false, true]) {
      const { at, socket, connection, taken, response, read } = await connected()
      await using _ = at
      socket.write('POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab')
      await until(() => taken.length === 1)
      if (isAnswered) response('/b')?.end('answered')
      connection.end('broken')
      await once(socket, 'end')
      expect([read().includes('broken'), read().includes('answered')]).toEqual([!isAnswered, isAnswered])
      socket.end()
    }
  })

  it('answers a request whose body broke off after those before it', async () => {
    const { at, socket, connection, send, taken, answer, read } = await connected()
    await using _ = at
    send('/a')
    socket.write('POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab')
    await until(() => taken.length === 2)
    connection.end('broken')
    answer('/a')
    await once(socket, 'end')
    expect(read()).toMatch(/<\/a>(?:\r\n0\r\n\r\n)?broken$/)
    socket.end()
  })

  it('comes after the whole answer to a request whose body broke off', async () => {
    const { at, socket, connection, taken, response, read } = await connected()
    await using _ = at
    socket.write('POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab')
    await until(() => taken.length === 1)
    response('/b')?.write('begun')
    connection.end('broken')
    response('/b')?.end('done')
    await once(socket, 'end')
    expect(read()).toMatch(/begun(?:\r\n4\r\n)?done\r\n0\r\n\r\n$/)
    socket.end()
  })

  it('ends a stream, which would never end', async () => {
    const { at, socket, connection, send, taken, response, read } = await connected()
    await using _ = at
    send('/stream')
    await until(() => taken.length === 1)
    response('/stream')?.write('piece')
    connection.end('bye')
    await once(socket, 'end')
    expect(read()).toMatch(/piece\r\n0\r\n\r\nbye$/)
    socket.end()
  })

  it('does not wait long for the client to end its side', async () => {
    const { at, connection, socket, isCut } = await connected()
    await using _ = at
    expect(LINGER_MS).toBe(1_000)
    socket.end()
    connection.end('bye')
    await until(isCut)
  })
})

it('the end of a connection that takes no more is at once', async () => {
  const { at, connection, socket, isCut, endServerSide } = await connected()
  await using _ = at
  endServerSide()
  connection.end('bye')
  expect(isCut()).toBe(true)
  socket.end()
})

it('a connection that ends leaves no timer', async () => {
  using time = standTimers()
  const { at, connection, socket, isCut } = await connected()
  connection.end('bye')
  expect(time.waiting()).toBeGreaterThan(0)
  await once(socket, 'end')
  socket.end()
  for (let turn = 0; turn < 10_000 && !isCut(); turn++) await settle()
  await at[Symbol.asyncDispose]()
  expect(time.waiting()).toBe(0)
})

it('what comes after an upgrade that is refused is read, so that the end of the client is noticed', async () => {
  using time = standTimers()
  const { at, socket, isCut, read } = await connected()
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nmore')
  await once(socket, 'end')
  socket.end('the last')
  for (let turn = 0; turn < 10_000 && !isCut(); turn++) await settle()
  expect([isCut(), read(), time.waiting()]).toEqual([true, 'no', 0])
  await at[Symbol.asyncDispose]()
})

describe('an upgrade', () => {
  it('comes after all open answers, and is no longer idle then', async () => {
    const { at, connection, send, taken, answer } = await connected()
    await using _ = at
    const done: string[] = []
    send('/a')
    await until(() => taken.length === 1)
    connection.upgrade(() => void done.push('upgraded'))
    expect(done).toEqual([])
    answer('/a')
    await until(() => done.length === 1)
    expect(connection.isIdle).toBe(false)
  })

  it('comes at once where nothing is open, and never on a closed connection', async () => {
    const { at, connection } = await connected()
    await using _ = at
    const done: string[] = []
    connection.upgrade(() => void done.push('first'))
    connection.cut()
    connection.upgrade(() => void done.push('second'))
    expect(done).toEqual(['first'])
  })
})
