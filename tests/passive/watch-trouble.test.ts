import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { startWatchProxy } from '../../src/watch/proxy.ts'
import { listening } from '../support/node-server.ts'

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]
const CLOSE = ['Connection: close']

/** The whole answer, as it is on the wire, of a proxy before this server. */
async function answered(target: Server, ...headers: string[]): Promise<string> {
  await using server = await listening(target)
  const proxy = await startWatchProxy({
    url: server.url,
    port: 0,
    corsOrigins: ['https://app.example.org'],
    wants: () => 'polling',
    onSeen: () => {},
    onFault: (fault) => {
      throw fault
    },
  })
  try {
    const client = connect(proxy.port, '127.0.0.1')
    client.write(['GET /x HTTP/1.1', ...headers, '', ''].join('\r\n'))
    return await text(client)
  } finally {
    await proxy.close()
  }
}

/** Answers everything with these bytes. */
const raw = (bytes: string): Server => {
  const server = createServer((request) => void request.socket.end(bytes, 'latin1'))
  return server.on('upgrade', (_, socket) => void socket.end(bytes, 'latin1'))
}
const usual = (): Server => raw('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nreached')

it.each([
  ['a call', CLOSE],
  ['an upgrade', UPGRADE],
])('no page of another site gets through with %s', async (_, headers) => {
  const foreign = await answered(usual(), 'Host: localhost', 'Origin: https://evil.example', ...headers)
  expect(foreign).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[^]*application\/problem\+json[^]*https:\/\/evil\.example/)
  for (const origin of ['http://localhost:5173', 'https://app.example.org'])
    expect(await answered(usual(), 'Host: localhost', `Origin: ${origin}`, ...headers)).toContain('reached')
})

it.each([
  ['a call', CLOSE],
  ['an upgrade', UPGRADE],
])('two hosts in %s are the mistake of the client', async (_, headers) => {
  const answer = await answered(usual(), 'Host: localhost', 'Host: 127.0.0.1', ...headers)
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*The header host was sent more than once/)
})

it.each([
  ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['a header that is none', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n'],
  ['too long headers', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(70_000)}\r\n\r\n`],
])('%s is something unreadable', async (_, bytes) => {
  const answer = await answered(raw(bytes), 'Host: localhost', ...CLOSE)
  expect(answer).toMatch(/^HTTP\/1\.1 502 [^]*answered with something unreadable \(\w+\)/)
})

it.each([
  ['a\x01b\x7fc', 'a b c'],
  ['Schön ✓', Buffer.from('Schön ✓').toString('latin1')],
])('the reason phrase %j comes through', async (reason, passed) => {
  const bytes = Buffer.from(reason).toString('latin1')
  const answer = await answered(
    raw(`HTTP/1.1 200 ${bytes}\r\nContent-Length: 2\r\n\r\nok`),
    'Host: localhost',
    ...CLOSE,
  )
  expect(Buffer.from(answer).toString()).toMatch(/\r\n\r\nok$/)
  expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 200 ${Buffer.from(passed, 'latin1').toString()}`)
})

it.each([
  ['a call', CLOSE],
  ['an upgrade', UPGRADE],
])('a target that takes %s and dies is a 502', async (_, headers) => {
  const answer = await answered(raw(''), 'Host: localhost', ...headers)
  expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[^]*ended the connection before it answered/)
})
