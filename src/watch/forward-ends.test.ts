import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { before } from '../../tests/support/passing-on.ts'
import { settle } from '../../tests/support/timers.ts'
import { until } from '../../tests/support/until.ts'

/** Counts calls, and answers none. */
const silent = () => {
  const calls: IncomingMessage[] = []
  return { calls, answer: (request: IncomingMessage) => void calls.push(request.resume()) }
}

/** A client that has sent this. */
async function sending(port: number, text: string): Promise<Socket> {
  const client = connect(port, '127.0.0.1')
  await once(client, 'connect')
  client.write(text)
  return client
}

describe('a client that leaves', () => {
  it('before all of a short body has come lets nothing reach the target, and the reason is told once', async () => {
    const { calls, answer } = silent()
    await before(answer, async ({ port, ends, responses }) => {
      const client = await sending(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nas')
      await until(() => responses.length === 1)
      client.destroy()
      await until(() => ends.length > 0)
      await settle()
      expect([ends, calls]).toEqual([['its client left before it was sent'], []])
    })
  })

  it.each([
    ['a long body', `Content-Length: 65537\r\n\r\n${'x'.repeat(65_536)}`],
    ['a body of unknown length', 'Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n'],
  ])('before all of %s has come ends its call there, and the reason is told once', async (_, rest) => {
    const { calls, answer } = silent()
    await before(answer, async ({ port, ends }) => {
      const client = await sending(port, `POST / HTTP/1.1\r\nHost: a\r\n${rest}`)
      await until(() => calls.length === 1)
      const [call] = calls
      client.destroy()
      await until(() => ends.length > 0 && call?.destroyed === true)
      await settle()
      expect([ends, calls.length]).toEqual([['its client left before the answer was complete'], 1])
    })
  })

  it('before its answer has begun does not call again', async () => {
    const { calls, answer } = silent()
    await before(answer, async ({ port, ends }) => {
      const client = await sending(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      await until(() => calls.length === 1)
      client.destroy()
      await until(() => ends.length > 0)
      await settle()
      expect([ends, calls.length]).toEqual([['its client left before the answer was complete'], 1])
    })
  })
})

it('an answer whose length nobody knows, and that breaks off at the target, does not end as if it were whole', () => {
  const half = (_: IncomingMessage, response: ServerResponse): void => {
    response.write('half')
    setImmediate(() => response.socket?.destroy())
  }
  return before(half, async ({ port, ends }) => {
    const client = await sending(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    let text = ''
    for await (const chunk of client) text += String(chunk)
    expect(text).toMatch(/\r\n4\r\nhalf\r\n$/)
    expect(ends).toEqual(['the target ended the connection before the answer was complete'])
  })
})

it('an answer to a client that reads slowly waits at the target, not here', () => {
  const [piece, count] = [Buffer.alloc(1_048_576), 64]
  const much = (_: IncomingMessage, response: ServerResponse): void => {
    for (let n = 0; n < count; n++) response.write(piece)
    response.end()
  }
  return before(much, async ({ port, ends, responses }) => {
    const client = await sending(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    client.pause()
    await until(() => responses[0]?.writableNeedDrain === true)
    await settle(500)
    expect(responses[0]?.writableLength).toBeLessThan(1_048_576)
    let got = 0
    for await (const chunk of client) got += Buffer.from(chunk).length
    expect(got).toBeGreaterThan(count * piece.length)
    await until(() => ends.length > 0)
    expect(ends).toEqual([expect.stringMatching(/^ → 200 /)])
  })
})
