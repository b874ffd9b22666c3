import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { until } from '../../tests/support/until.ts'
import { tunnel, type TunnelTap } from './tunnel.ts'
import { createUpstream } from './upstream.ts'

const ASKED = [
  'GET /socket HTTP/1.1',
  'Host: near.example',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Extensions: permessage-deflate',
  '',
  '',
].join('\r\n')
const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
/** A message of text, without a mask. */
const frame = (text: string): string => `\u0081${String.fromCodePoint(text.length)}${text}`

interface Passing {
  /** What the client has received. */
  readonly client: Socket
  readonly got: () => string
  /** The connection at the target, and what it has received. */
  readonly far: Socket
  readonly sent: () => string
  readonly told: readonly string[]
}

function reading(socket: Socket): () => string {
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => socket.destroy())
  return () => text
}

/** Further messages are not wanted. */
const MOST_TOLD = 10

/** A client whose upgrade is passed on to a target, which has received it. */
async function passing(
  use: (parts: Passing) => Promise<void>,
  first = ASKED,
  { isTapped = true, host = null }: { readonly isTapped?: boolean; readonly host?: string | null } = {},
): Promise<void> {
  const arrived = Promise.withResolvers<Socket>()
  await using target = await listening(createServer((socket) => arrived.resolve(socket)))
  const upstream = createUpstream(target.url, undefined)
  const told: string[] = []
  const tap: TunnelTap = {
    opened: () => told.push('opened'),
    message: (way, data) => told.push(`${way} ${String(data)}`) <= MOST_TOLD,
    closed: () => told.push('closed'),
  }
  const near = createHttpServer()
  near.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    tunnel({ request, socket, head, upstream: { ...upstream, host }, tap: isTapped ? tap : null }),
  )
  {
    await using front = await listening(near)
    const client = connect(front.port, '127.0.0.1')
    const got = reading(client)
    client.write(first, 'latin1')
    const far = await arrived.promise
    const sent = reading(far)
    await use({ client, got, far, sent, told })
    client.destroy()
  }
  await upstream.close()
}

describe('an upgrade', () => {
  it('passes on as it came, but for extensions, and its answer back', () =>
    passing(async ({ far, sent, got }) => {
      await until(() => sent().endsWith('\r\n\r\n'))
      expect(sent().split('\r\n')).toEqual([
        'GET /socket HTTP/1.1',
        'Host: near.example',
        'Connection: Upgrade',
        'Upgrade: websocket',
        '',
        '',
      ])
      far.write(ACCEPTED)
      await until(() => got() === ACCEPTED)
    }))

  it('to a server elsewhere names that server', () =>
    passing(
      async ({ sent }) => {
        await until(() => sent().endsWith('\r\n\r\n'))
        expect(sent()).toBe(
          'GET /socket HTTP/1.1\r\nHost: far.example:8443\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        )
      },
      ASKED,
      { host: 'far.example:8443' },
    ))

  it('that is refused passes back, and nothing is told', () =>
    passing(async ({ client, far, got, told }) => {
      far.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno')
      await once(client, 'end')
      expect([got().endsWith('\r\n\r\nno'), told]).toEqual([true, []])
    }))

  it('that a target ends without a word is a 502', () =>
    passing(async ({ client, far, got, told }) => {
      far.destroy()
      await once(client, 'end')
      expect(got()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[^]*ended the connection before it answered/)
      expect(told).toEqual([])
    }))
})

describe('what passes through a WebSocket', () => {
  it('is told in order, from its opening to its end, also what came with the request or its answer', () =>
    passing(
      async ({ client, far, sent, got, told }) => {
        await until(() => sent().endsWith(frame('early')))
        client.write(frame('asked'), 'latin1')
        await until(() => sent().endsWith(frame('asked')))
        expect(told).toEqual([])
        far.write(ACCEPTED.slice(0, 30))
        await until(() => got().length === 30)
        far.write(ACCEPTED.slice(30) + frame('with'), 'latin1')
        await until(() => told.length === 4)
        client.write(frame('later'), 'latin1')
        await until(() => told.length === 5)
        far.end(frame('last'), 'latin1')
        await once(client, 'end')
        expect(got()).toBe(ACCEPTED + frame('with') + frame('last'))
        await until(() => told.includes('closed'))
        expect(told).toEqual([
          'opened',
          'sent early',
          'sent asked',
          'received with',
          'sent later',
          'received last',
          'closed',
        ])
      },
      ASKED + frame('early'),
    ))

  it('passes untold where it is of no interest', () =>
    passing(
      async ({ client, far, sent, got, told }) => {
        far.write(ACCEPTED)
        await until(() => got() === ACCEPTED)
        client.write(frame('asked'), 'latin1')
        await until(() => sent().endsWith(frame('asked')))
        expect(told).toEqual([])
      },
      ASKED,
      { isTapped: false },
    ))

  it('passes untold once no more of it is wanted', () =>
    passing(async ({ client, far, sent, got, told }) => {
      far.write(ACCEPTED)
      await until(() => got() === ACCEPTED)
      client.write(frame('sent').repeat(MOST_TOLD), 'latin1')
      await until(() => told.length > MOST_TOLD)
      const more = frame('more')
      client.write(more, 'latin1')
      far.write(more, 'latin1')
      await until(() => sent().endsWith(more) && got().endsWith(more))
      expect(told).toEqual(['opened', ...Array.from({ length: MOST_TOLD }, () => 'sent sent')])
    }))

  it.each([
    [65_536, ['opened', 'received late']],
    [65_537, []],
  ])('passes untold where more comes before the answer than anybody sends: %i bytes', (length, expected) =>
    passing(
      async ({ client, far, sent, got, told }) => {
        await until(() => sent().endsWith('x'.repeat(500)))
        const more = 'x'.repeat(length - 500)
        client.write(more)
        await until(() => sent().endsWith(more))
        far.write(ACCEPTED + frame('late'), 'latin1')
        await until(() => got().endsWith('late'))
        expect(told).toEqual(expected)
      },
      // Some of it comes with the request.
      ASKED + 'x'.repeat(500),
    ),
  )

  it.each(['client', 'far'] as const)('ends on both sides where the %s breaks off', (side) =>
    passing(async ({ client, far, got, told }) => {
      far.write(ACCEPTED)
      await until(() => got() === ACCEPTED)
      const ended = Promise.all([once(client, 'close'), once(far, 'close')])
      if (side === 'far') far.resetAndDestroy()
      else client.resetAndDestroy()
      await ended
      await until(() => told.includes('closed'))
      expect([got(), told]).toEqual([ACCEPTED, ['opened', 'closed']])
    }),
  )
})
