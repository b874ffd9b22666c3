import { once } from 'node:events'
import { createServer, Server, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import { connect } from 'node:net'
import { text as wholeText } from 'node:stream/consumers'
import type { Duplex } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { rawAnswer } from '../../tests/support/raw-answer.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { certify } from '../../tests/support/tls.ts'
import { until } from '../../tests/support/until.ts'
import type { Seen } from '../passive/model/seen.ts'
import { http } from '../transport/http-module.ts'
import { startWatchProxy } from './proxy.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** What a proxy before a server answers to these bytes, and what it told once it was closed. */
async function through(answer: Answer, ...head: readonly string[]): Promise<{ text: string; seen: readonly Seen[] }> {
  await using server = await listening(createServer({ maxHeaderSize: 100_000 }, answer))
  const seen: Seen[] = []
  const proxy = await startWatchProxy({
    url: `${server.url}/base/is/not/used`,
    port: 0,
    wants: () => 'call',
    onSeen: (item) => void seen.push(item),
    onFault: (fault) => {
      throw fault
    },
  })
  expect(proxy.url).toBe(`http://127.0.0.1:${proxy.port}`)
  const text = await rawAnswer(proxy.port, [...head, '', ''].join('\r\n'))
  await proxy.close()
  return { text, seen }
}

const echo: Answer = (request, response) => void response.end(`asked ${request.url}`)

it('what has passed was told once the proxy is closed', async () => {
  const { text, seen } = await through(echo, 'GET /x?y=1 HTTP/1.1', 'Host: localhost', 'Connection: close')
  expect(text).toMatch(/asked \/x\?y=1$/)
  expect(seen).toMatchObject([{ method: 'GET', received: { status: 200, body: 'asked /x?y=1' } }])
})

it('an upgrade to anything but a WebSocket passes as a plain call', async () => {
  const { text } = await through(
    echo,
    'GET /x HTTP/1.1',
    'Host: localhost',
    'Connection: upgrade, close',
    'Upgrade: h2c',
  )
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*asked \/x$/)
})

it('a call with very many headers passes with all of them', async () => {
  const many = Array.from({ length: 3000 }, (_, n) => `X-${n}: ${n}`)
  const { seen } = await through(echo, 'GET /x HTTP/1.1', 'Host: localhost', ...many, 'Connection: close')
  const [item] = seen
  expect(item?.kind === 'exchange' && item.headers.filter(([name]) => name.startsWith('x-')).length).toBe(3000)
})

it('a call by the address of another server is refused, and not told', async () => {
  const { text, seen } = await through(echo, 'GET http://localhost/x HTTP/1.1', 'Host: localhost', 'Connection: close')
  expect([text.split('\r\n')[0], seen]).toEqual(['HTTP/1.1 400 Bad Request', []])
})

it('a client that ends its side with its request has its answer', async () => {
  const asked = Promise.withResolvers<ServerResponse>()
  await using server = await listening(createServer((_, response) => asked.resolve(response)))
  const proxy = await startWatchProxy({
    url: server.url,
    port: 0,
    wants: () => 'call',
    onSeen: () => {},
    onFault: (fault) => {
      throw fault
    },
  })
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
  client.end('GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const response = await asked.promise
  await until(() => client.writableFinished)
  response.end('answered')
  expect(await wholeText(client)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*answered/)
  await proxy.close()
})

it('a server over TLS is reached, with the certificate that is named', async () => {
  const { key, cert } = certify({ name: 'a test', host: 'localhost' })
  const target = createSecureServer({ key, cert, allowHTTP1: true }, (_, response) => response.end('over TLS'))
  await using far = await listening(target)
  const proxy = await startWatchProxy({
    url: `https://localhost:${far.port}`,
    port: 0,
    ca: cert,
    wants: () => null,
    onSeen: () => {},
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  expect(await (await fetch(proxy.url)).text()).toBe('over TLS')
  await proxy.close()
})

it('a WebSocket whose client has ended its side goes on', async () => {
  using timers = standTimers()
  const upgraded = Promise.withResolvers<Duplex>()
  const server = createServer().on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
    upgraded.resolve(socket)
  })
  await using far = await listening(server)
  const proxy = await startWatchProxy({
    url: far.url,
    port: 0,
    wants: () => null,
    onSeen: () => {},
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
  const read = wholeText(client)
  client.end('GET /s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const socket = await upgraded.promise
  await once(socket.resume(), 'end')
  timers.pass(60_000)
  socket.end('late')
  expect(await read).toBe('HTTP/1.1 101 Switching Protocols\r\n\r\nlate')
  await timers.during(proxy.close())
})

it('how long a request may take is left to the target', async () => {
  const made = vi.spyOn(http, 'createServer')
  const { text } = await through(echo, 'GET /x HTTP/1.1', 'Host: localhost', 'Connection: close')
  const front = made.mock.results.flatMap(({ value }) => (value instanceof Server ? [value.requestTimeout] : []))
  made.mockRestore()
  expect([text.split('\r\n')[0], front]).toEqual(['HTTP/1.1 200 OK', [0, 0]])
})

it('an upgrade of a page elsewhere, or by another name, is refused, and reaches nobody', async () => {
  const upgraded: string[] = []
  const server = createServer().on('upgrade', ({ url }, socket) => {
    upgraded.push(String(url))
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  })
  await using far = await listening(server)
  const proxy = await startWatchProxy({
    url: far.url,
    port: 0,
    wants: () => null,
    onSeen: () => {},
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  const upgrade = async (...head: readonly string[]): Promise<string | undefined> => {
    const lines = ['GET /socket HTTP/1.1', ...head, 'Connection: Upgrade', 'Upgrade: websocket', '', '']
    return (await rawAnswer(proxy.port, lines.join('\r\n'), () => false)).split('\r\n')[0]
  }
  expect(await upgrade('Host: localhost', 'Origin: https://a.example')).toBe('HTTP/1.1 403 Forbidden')
  expect(await upgrade('Host: a.example')).toBe('HTTP/1.1 403 Forbidden')
  expect(upgraded).toEqual([])
  expect(await upgrade('Host: localhost')).toBe('HTTP/1.1 101 Switching Protocols')
  expect(upgraded).toEqual(['/socket'])
  await proxy.close()
})
