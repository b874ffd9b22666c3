import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { certify } from '../../tests/support/tls.ts'
import { createUpstream } from './upstream.ts'

it('the host of a server elsewhere is its own; one on this machine hears that of the client', async () => {
  const hosts = ['https://chat.example.org:8443/base', 'http://127.0.0.1:4010', 'http://[::1]:4010'].map((url) => {
    const upstream = createUpstream(url, undefined)
    return [upstream.origin, upstream.host, upstream.close()] as const
  })
  expect(hosts.map(([origin, host]) => [origin, host])).toEqual([
    ['https://chat.example.org:8443', 'chat.example.org:8443'],
    ['http://127.0.0.1:4010', null],
    ['http://[::1]:4010', null],
  ])
  await Promise.all(hosts.map(([, , closed]) => closed))
})

it.each(['127.0.0.1', '[::1]'])('a connection for a WebSocket goes to the port of the server at %s', async (host) => {
  const server = createServer((socket: Socket) => void socket.end('reached'))
  await once(server.listen(0, host.replace(/[[\]]/g, '')), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const upstream = createUpstream(`http://${host}:${port}`, undefined)
  const socket = upstream.connect()
  expect(await text(socket)).toBe('reached')
  socket.destroy()
  await upstream.close()
  await new Promise((resolve) => server.close(resolve))
})

it.each([
  ['http://127.0.0.1', 80],
  ['https://127.0.0.1', 443],
  ['http://127.0.0.1:9', 9],
])('a connection for a WebSocket to %s goes to port %i', async (url, port) => {
  const upstream = createUpstream(url, undefined)
  const socket = upstream.connect()
  // Whether anything listens there or not.
  const reached = await once(socket, 'connect').then(
    () => socket.remotePort,
    (error: object) => ('port' in error ? error.port : error),
  )
  expect(reached).toBe(port)
  socket.destroy()
  await upstream.close()
})

it.each(['localhost', '127.0.0.1'])(
  'a server over TLS at %s is reached over HTTP/1.1, with a certificate that is named, and with no other',
  async (host) => {
    const { key, cert } = certify({ name: 'a test', host })
    const names: string[] = []
    const SNICallback = (name: string, done: (error: null) => void): void => done((names.push(name), null))
    await using server = await listening(
      createSecureServer({ key, cert, SNICallback, allowHTTP1: true }, ({ httpVersion }, response) => {
        response.end(`reached over HTTP/${httpVersion}`)
      }),
    )
    const reached = async (ca: string | undefined): Promise<unknown[]> => {
      const upstream = createUpstream(`https://${host}:${server.port}`, ca)
      const asked = await upstream.agent
        .request({ origin: upstream.origin, path: '/', method: 'GET' })
        .then(({ body }) => body.text())
        .catch(() => 'refused')
      const socket = upstream.connect()
      const opened = await once(socket, 'secureConnect').then(
        () => 'open',
        () => 'refused',
      )
      socket.destroy()
      await upstream.close()
      return [asked, opened]
    }
    expect(await reached(cert)).toEqual(['reached over HTTP/1.1', 'open'])
    // It may serve several names, and an address is none.
    expect(names).toEqual(host === 'localhost' ? ['localhost', 'localhost'] : [])
    expect(await reached(undefined)).toEqual(['refused', 'refused'])
    // The others are trusted, too.
    const usual = getCACertificates('default')
    setDefaultCACertificates([...usual, cert])
    expect(await reached(certify({ name: 'another', host }).cert)).toEqual(['reached over HTTP/1.1', 'open'])
    setDefaultCACertificates(usual)
  },
)
