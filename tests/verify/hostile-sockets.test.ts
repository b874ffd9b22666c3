import { createServer, type Server as HttpServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { Server, type Socket } from 'socket.io'
import { createSocketClient } from '../../src/verify/send/socket-io-client.ts'
import { createSend } from '../../src/verify/send/send.ts'
import {
  isNoConnection,
  isRefused,
  type SocketConnection,
  type SocketDestination,
} from '../../src/verify/model/socket-client.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { until } from '../support/sockets.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const link = () => {
  const { send, close } = createSend()
  ends.push(close)
  return createSocketClient({ send })
}

const portOf = (server: HttpServer): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A server that does as it likes with whoever comes. */
async function startServer(
  receive: (socket: Socket) => void,
  admit: (socket: Socket, next: (refusal?: Error) => void) => void = (_, next) => next(),
): Promise<string> {
  const http = createServer()
  const io = new Server(http, { cors: { origin: '*' } })
  io.use(admit)
  io.on('connection', receive)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  ends.push(() => io.close())
  return `http://127.0.0.1:${portOf(http)}`
}

const to = (baseUrl: string, more: Partial<SocketDestination> = {}): SocketDestination => ({
  baseUrl,
  path: '/socket.io/',
  namespace: '/',
  transport: 'websocket',
  auth: { token: 'secret-token' },
  headers: {},
  timeoutMs: 600_000,
  signal: new AbortController().signal,
  ...more,
})

async function connected(destination: SocketDestination): Promise<SocketConnection> {
  const result = await link().connect(destination, () => {})
  if (isRefused(result) || isNoConnection(result)) throw new Error(JSON.stringify(result))
  ends.push(result.close)
  return result
}

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

describe('a target that means harm', () => {
  it.each(['polling', 'websocket'] as const)(
    'is followed nowhere by %s, so that the token stays',
    async (transport) => {
      const asked: string[] = []
      const thief = createServer((request, response) => {
        asked.push(`${request.method} ${request.url}`)
        response.end('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')
      })
      await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve))
      const elsewhere = `http://127.0.0.1:${portOf(thief)}`
      const http = createServer((request, response) =>
        response.writeHead(307, { location: elsewhere + (request.url ?? '') }).end(),
      )
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
      for (const each of [http, thief])
        ends.push(async () => {
          each.closeAllConnections()
          each.close()
        })
      const result = await link().connect(to(`http://127.0.0.1:${portOf(http)}`, { transport }), () => {})
      expect(result).toMatchObject({ kind: expect.stringMatching(/^(?:malformed|reset|timeout)$/) })
      expect(JSON.stringify(result)).not.toContain('secret-token')
      expect(asked).toEqual([])
    },
  )

  it('is not listened to any longer once it floods', async () => {
    const url = await startServer((socket) => {
      for (let count = 0; count < 20_000; count++) socket.emit('noise', count)
    })
    const connection = await connected(to(url))
    await until(() => connection.ended() !== null)
    expect(connection.heard.length).toBeLessThan(6000)
  })

  it('cannot make anybody fall into what it nests', async () => {
    const url = await startServer((socket) => {
      socket.emit('deep', deep(5000))
      socket.on('join-room', (_, ack: (answer: unknown) => void) => ack({ message: deep(5000) }))
    })
    const connection = await connected(to(url))
    connection.emit('join-room', [{}], true)
    await until(() => connection.acks.length === 1)
    expect(connection.acks).toEqual([['(nested deeper than 64 levels)']])
    expect(connection.heard).toEqual([{ event: 'deep', args: ['(nested deeper than 64 levels)'] }])
  })

  it('is offered no compression, in which what is small could be large', async () => {
    const offered: (string | undefined)[] = []
    const url = await startServer(({ request }) => void offered.push(request.headers['sec-websocket-extensions']))
    await connected(to(url))
    expect(offered).toEqual([undefined])
  })

  it('is told from one that hangs: it is asked whether it lives', async () => {
    const url = await startServer(() => {})
    const connection = await connected(to(url))
    expect(await connection.isAlive(600_000)).toBe(true)
    await connection.close()
    expect(await connection.isAlive(600_000)).toBe(false)
  })

  it('has every ack counted, also of a call that is acked twice', async () => {
    const url = await startServer((socket) => {
      socket.on('join-room', () => {
        for (const _ of [1, 2]) socket.conn.write('30[{"id":1}]')
      })
    })
    const connection = await connected(to(url))
    connection.emit('join-room', [{}], true)
    await until(() => connection.acks.length === 2)
    expect(connection.acks).toEqual([[{ id: 1 }], [{ id: 1 }]])
  })
})

describe('an identity that is refused on connecting', () => {
  it('is told in the words of the target, but for the token that they repeat', async () => {
    const url = await startServer(
      () => {},
      (socket, next) => next(new Error(`no ${socket.handshake.auth['token']}`)),
    )
    await using folder = await makeFolder()
    const ways = 'transports: [websocket]\noperations: [connectMeetingRooms, joinMeetingRoom]\n'
    const who = 'identities: { host: { headers: { Authorization: { env: HOST_TOKEN, prefix: "Bearer " } } } }\n'
    const file = await folder.write('target.yaml', `url: ${url}\n${ways}${who}`)
    const args = ['--target', file, '--case', 'connectMeetingRooms/connected:host']
    const { out } = await runVerify(args, { HOST_TOKEN: 'tok-host-secret-1' })
    expect(out).toContain('no [redacted]')
    expect(out).not.toContain('tok-host-secret-1')
  })
})
