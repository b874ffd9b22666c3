import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { until } from '../../tests/support/until.ts'
import { tunnel, type TunnelTap } from './tunnel.ts'
import { createUpstream } from './upstream.ts'

const ASKED = 'GET /socket HTTP/1.1\r\nHost: near.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

interface Passing {
  readonly client: Socket
  /** What the client has received. */
  readonly got: () => string
  /** The connection at the target, which has received the whole request. */
  readonly far: Socket
  /** What passes to the target on this machine. */
  readonly toFar: Socket
  readonly told: readonly string[]
  /** Where the client's connection arrives. */
  readonly near: () => Duplex
}

function reading(socket: Duplex): () => string {
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => socket.destroy())
  return () => text
}

/** The connection of a client that reads nothing, until it is released to read all. */
function slowClient() {
  const waiting: (() => void)[] = []
  let text = ''
  const slow = new Duplex({
    read: () => {},
    write(chunk: Buffer, _, done) {
      waiting.push(() => {
        text += chunk.toString('latin1')
        done()
      })
    },
    final: (done) => void waiting.push(done),
  })
  const release = async (): Promise<void> => {
    while (!slow.closed && !slow.writableFinished) {
      waiting.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { slow, text: () => text, release }
}

/** A client whose upgrade is passed on; `through` is what stands in place of its connection. */
async function passing(use: (parts: Passing) => Promise<void>, through = (socket: Duplex): Duplex => socket) {
  const arrived = Promise.withResolvers<Socket>()
  await using target = await listening(createServer((socket) => arrived.resolve(socket)))
  const upstream = createUpstream(target.url, undefined)
  const told: string[] = []
  const tap: TunnelTap = {
    opened: () => told.push('opened'),
    message: (way, data) => told.push(data === null ? `${way} a long one` : `${way} ${data.length}`) > 0,
    closed: () => told.push('closed'),
  }
  const near = createHttpServer()
  const connected = Promise.withResolvers<Socket>()
  const here: Duplex[] = []
  near.on('upgrade', (request: IncomingMessage, plain: Socket, head: Buffer) => {
    const [socket, toFar] = [through(plain), upstream.connect()]
    here.push(socket)
    connected.resolve(toFar)
    tunnel({ request, socket, head, upstream: { ...upstream, connect: () => toFar }, tap })
  })
  {
    await using front = await listening(near)
    const client = connect(front.port, '127.0.0.1')
    const got = reading(client)
    client.write(ASKED)
    const far = await arrived.promise
    const sent = reading(far)
    await until(() => sent().endsWith('\r\n\r\n'))
    await use({ client, got, far, toFar: await connected.promise, told, near: () => here[0] ?? client })
    client.destroy()
  }
  await upstream.close()
}

describe('a target that ends the connection', () => {
  it('as it should, but without a word, is a 502', () =>
    passing(async ({ client, far, got, told, near }) => {
      far.end()
      await once(client, 'end')
      await until(() => near().closed)
      expect(got()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[^]*ended the connection before it answered \(ECONNRESET\)/)
      expect(told).toEqual([])
    }))

  it('has all passed on that a slow client has not read by then', () => {
    const { slow, text, release } = slowClient()
    return passing(
      async ({ far, toFar, told }) => {
        far.write(ACCEPTED)
        await until(() => told.includes('opened'))
        far.end('last')
        await until(() => toFar.closed)
        expect([text(), told]).toEqual(['', ['opened', 'closed']])
        await release()
        expect([text(), slow.writableFinished]).toEqual([`${ACCEPTED}last`, true])
      },
      () => slow,
    )
  })

  it('without an answer is told to a slow client, too', () => {
    const { slow, text, release } = slowClient()
    return passing(
      async ({ far, toFar }) => {
        far.resetAndDestroy()
        await until(() => toFar.closed)
        await release()
        expect(text()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/)
      },
      () => slow,
    )
  })
})

it('a client that is cut off here is cut off there, too', () =>
  passing(async ({ far, got, near }) => {
    far.write(ACCEPTED)
    await until(() => got() === ACCEPTED)
    const closed = once(far, 'close')
    near().destroy()
    await closed
  }))

describe('what is too long to keep', () => {
  const headed = (length: number): string => `HTTP/1.1 101 Switching Protocols\r\nX: ${'x'.repeat(length - 41)}\r\n\r\n`

  it.each([
    [65_540, ['opened', 'closed']],
    [65_541, []],
  ])('as the head of an answer of %i bytes passes, and nothing is told if it is', (length, expected) =>
    passing(async ({ client, far, got, told }) => {
      // All but the end, which is one byte more than is kept without it.
      const head = headed(length)
      far.write(head.slice(0, -4))
      await until(() => got().length === length - 4)
      far.end(head.slice(-4))
      await once(client, 'end')
      expect([got() === head, told]).toEqual([true, expected])
    }),
  )

  it.each([
    [1_048_576, 'received 1048576'],
    [1_048_577, 'received a long one'],
  ])('as a message of %i bytes passes', (length, expected) =>
    passing(async ({ client, far, got, told }) => {
      const [size, payload] = [Buffer.alloc(8), Buffer.alloc(length, 'x')]
      size.writeBigUInt64BE(BigInt(length))
      far.write(ACCEPTED)
      far.end(Buffer.concat([Buffer.from([0x82, 127]), size, payload]))
      await once(client, 'end')
      await until(() => told.includes('closed'))
      expect(told).toEqual(['opened', expected, 'closed'])
      expect(got()).toHaveLength(ACCEPTED.length + 10 + length)
    }),
  )
})
