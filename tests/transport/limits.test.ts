import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as later } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { rawAnswer } from '../support/raw-answer.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const HEAD = 'Host: localhost\r\nConnection: close\r\n'
const statusOf = async (bytes: string): Promise<number> =>
  Number(/^HTTP\/1\.1 (\d+)/.exec(await rawAnswer(server.port, bytes))?.[1])

describe('a request', () => {
  it.each([
    [8_192, 404],
    [8_193, 414],
  ])('with a URL of %d characters is answered %d', async (length, status) => {
    expect(await statusOf(`GET /${'x'.repeat(length - 1)} HTTP/1.1\r\n${HEAD}\r\n`)).toBe(status)
  })

  it.each([
    [100, 404],
    [101, 431],
  ])('with %d headers is answered %d', async (count, status) => {
    expect(await statusOf(`GET /nope HTTP/1.1\r\n${HEAD}${'x: a\r\n'.repeat(count - 2)}\r\n`)).toBe(status)
  })

  it.each([
    [16_200, 404],
    [16_400, 431],
  ])('with %d bytes of headers is answered %d', async (bytes, status) => {
    const rest = bytes - HEAD.length - 'x: \r\n'.length
    expect(await statusOf(`GET /nope HTTP/1.1\r\n${HEAD}x: ${'a'.repeat(rest)}\r\n\r\n`)).toBe(status)
  })
})

const KEPT = 'HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n'
const JOIN = 'POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\n'

/** A connection on which this much was written. */
async function begun(bytes: string): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

const secondsOf = async (work: Promise<unknown>): Promise<number> => {
  const begin = performance.now()
  await work
  return (performance.now() - begin) / 1_000
}

describe('of a connection', { tags: ['full'] }, () => {
  it('ten thousand requests are answered, and then it ends', async () => {
    const answers = await rawAnswer(server.port, KEPT.repeat(10_050))
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(10_000)
  })

  it('a body that is too long is read on as far as 64 MiB, so that its refusal arrives', async () => {
    const refused = (megabytes: number): Promise<number> =>
      fetch(`${server.url}/rooms/abc-def-ghi/join`, {
        method: 'POST',
        body: new Uint8Array(megabytes * 1_048_576),
      }).then(
        ({ status }) => status,
        () => 0,
      )
    expect(await refused(60)).toBe(413)
    // The refusal may come first, or the end of the connection.
    expect([0, 413]).toContain(await refused(80))
    const socket = await begun(`${JOIN}Content-Length: ${100 * 1_048_576}\r\n\r\n`)
    socket.resume()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const drained = (): Promise<unknown> => new Promise((resolve) => socket.once('drain', resolve))
    const piece = Buffer.alloc(1_048_576)
    for (let sent = 0; sent < 100 && !socket.destroyed; sent++)
      if (!socket.write(piece)) await Promise.race([drained(), closed])
    await closed
    expect(socket.bytesWritten).toBeGreaterThan(64 * 1_048_576)
  })

  it('headers may take ten seconds, a request thirty, and the next one may be five away: later ones end it', async () => {
    const answerOf = async (socket: Socket): Promise<string> => (await text(socket)).slice(0, 12)
    const late = async (): Promise<unknown[]> => {
      const socket = await begun('GET /nope HTTP/1.1\r\nHost: local')
      const [seconds, answer] = [secondsOf(once(socket, 'close')), answerOf(socket)]
      return [await answer, Math.floor(await seconds) >= 9]
    }
    const inTime = async (): Promise<string> => {
      const socket = await begun('GET /nope HTTP/1.1\r\nHost: local')
      await later(7_000)
      socket.write('host\r\nConnection: close\r\n\r\n')
      return answerOf(socket)
    }
    const lateBody = async (): Promise<unknown[]> => {
      const socket = await begun(`${JOIN}Content-Length: 2\r\n\r\n{`)
      const [seconds, answer] = [secondsOf(once(socket, 'close')), answerOf(socket)]
      return [await answer, Math.floor(await seconds) >= 29]
    }
    const bodyInTime = async (): Promise<string> => {
      const socket = await begun(
        `${JOIN}Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
      )
      await later(20_000)
      socket.write('}')
      return answerOf(socket)
    }
    const idle = async (): Promise<unknown[]> => {
      const socket = await begun(KEPT)
      await once(socket, 'data')
      await later(3_000)
      socket.write(KEPT)
      const [again] = await once(socket, 'data')
      socket.resume()
      return [String(again).slice(0, 12), (await secondsOf(once(socket, 'close'))) >= 9]
    }
    expect(await Promise.all([late(), inTime(), lateBody(), bodyInTime(), idle()])).toEqual([
      ['HTTP/1.1 408', true],
      'HTTP/1.1 404',
      ['HTTP/1.1 408', true],
      'HTTP/1.1 400',
      ['HTTP/1.1 200', true],
    ])
  })
})
