import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { rawAnswer } from '../../tests/support/raw-answer.ts'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { undocumented, type Answer } from '../mock/answer.ts'
import { send } from './send.ts'

const ANSWER: Answer = { status: 200, headers: ['X-One', '1', 'X-One', '2'], body: 'Grüße', about: undocumented('') }

/** What comes over the wire for an answer, without what Node adds, and with the date left out. */
async function sent(answer: Partial<Answer>, method = 'GET', origin: string | null = null): Promise<string> {
  const server = createServer((_, response) => {
    response.sendDate = false
    send(response, method, { ...ANSWER, ...answer }, origin)
  })
  await using at = await listening(server)
  const text = await rawAnswer(at.port, `${method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  return Buffer.from(text, 'latin1').toString()
}
const CLOSES = 'Connection: close\r\n\r\n'

describe('an answer', () => {
  it('is sent with its headers, its length in bytes, and its body', async () => {
    expect(await sent({})).toBe(`HTTP/1.1 200 OK\r\nX-One: 1\r\nX-One: 2\r\nContent-Length: 7\r\n${CLOSES}Grüße`)
    expect(await sent({ body: 'abc', status: 404 })).toBe(
      `HTTP/1.1 404 Not Found\r\nX-One: 1\r\nX-One: 2\r\nContent-Length: 3\r\n${CLOSES}abc`,
    )
  })

  it('to HEAD has the same headers, and no body', async () => {
    expect(await sent({}, 'HEAD')).toBe(`HTTP/1.1 200 OK\r\nX-One: 1\r\nX-One: 2\r\nContent-Length: 7\r\n${CLOSES}`)
  })

  it('of 204 has neither body nor length', async () => {
    expect(await sent({ status: 204 })).toBe(`HTTP/1.1 204 No Content\r\nX-One: 1\r\nX-One: 2\r\n${CLOSES}`)
  })

  it('that an origin may read says so', async () => {
    expect(await sent({ headers: [], body: '' }, 'GET', 'http://a.test')).toBe(
      `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: http://a.test\r\nAccess-Control-Allow-Credentials: true\r\nAccess-Control-Expose-Headers: Greenroom-Outcome, Preference-Applied, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset\r\nVary: Origin\r\n${CLOSES}`,
    )
  })

  it('that breaks sends nothing, and resets the connection', async () => {
    expect(await sent({ breaks: true })).toBe('')
    await using at = await listening(
      createServer((_, response) => send(response, 'GET', { ...ANSWER, breaks: true }, null)),
    )
    const client = connect(at.port, '127.0.0.1')
    const ended = new Promise<unknown>((resolve) =>
      client.on('error', (error) => resolve('code' in error && error.code)).on('end', () => resolve('no reset')),
    )
    client.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await ended).toBe('ECONNRESET')
  })

  it('is sent once', async () => {
    const server = createServer((_, response) => {
      response.sendDate = false
      for (const body of ['first', 'second']) send(response, 'GET', { ...ANSWER, headers: [], body }, null)
    })
    await using at = await listening(server)
    const text = await rawAnswer(at.port, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(text).toBe(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${CLOSES}first`)
  })
})

describe('an answer that waits', () => {
  it('is sent after its delay, and not before; not to a client that has gone', async () => {
    using timers = standTimers()
    const responses: ServerResponse[] = []
    const server = createServer((_, response) => {
      responses.push(response)
      send(response, 'GET', { ...ANSWER, delayMs: 500 }, null)
    })
    await using at = await listening(server)
    const answer = rawAnswer(at.port, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    await new Promise((resolve) => server.once('request', resolve))
    timers.pass(499)
    expect(responses[0]?.headersSent).toBe(false)
    timers.pass(1)
    expect(responses[0]?.headersSent).toBe(true)
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK/)
    const before = timers.waiting()
    const coming = new Promise((resolve) => server.once('request', resolve))
    const left = rawAnswer(at.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await coming
    const closed = new Promise((resolve) => responses[1]?.once('close', resolve))
    responses[1]?.socket?.destroy()
    await closed
    await settle()
    expect([await left, timers.waiting() <= before]).toEqual(['', true])
    timers.pass(500)
  })
})

describe('a stream', () => {
  it('begins with its body, goes on with its pieces, and ends when it says so', async () => {
    const stops: string[] = []
    const text = await sent({
      headers: [],
      body: 'a',
      stream: (piece, end) => {
        expect([piece('b'), piece('c')]).toEqual([true, true])
        end()
        expect(piece('late')).toBe(false)
        return () => void stops.push('stopped')
      },
    })
    expect(text).toMatch(/\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/)
    expect([text.includes('Content-Length'), stops]).toEqual([false, ['stopped']])
  })

  it('to HEAD is an answer like any other', async () => {
    const text = await sent({ headers: [], body: 'abc', stream: () => expect.unreachable() }, 'HEAD')
    expect(text).toBe(`HTTP/1.1 200 OK\r\nContent-Length: 3\r\n${CLOSES}`)
  })

  it('does not begin where nobody is left to read it', async () => {
    const gone = Promise.withResolvers<ServerResponse>()
    const server = createServer((_, response) => {
      response.once('close', () => gone.resolve(response))
      response.socket?.destroy()
    })
    await using at = await listening(server)
    await rawAnswer(at.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    const begun: string[] = []
    const stream: Answer['stream'] = () => {
      begun.push('begun')
      return () => {}
    }
    send(await gone.promise, 'GET', { ...ANSWER, stream }, null)
    expect(begun).toEqual([])
  })

  it('does not write to a reader that does not read, and says so; it stops once the reader has gone', async () => {
    const stopped = Promise.withResolvers<boolean[]>()
    const server = createServer((_, response) => {
      const took: boolean[] = []
      send(
        response,
        'GET',
        {
          ...ANSWER,
          stream: (piece) => {
            took.push(piece('x'.repeat(1_000_000)), piece('y'))
            setImmediate(() => response.socket?.destroy())
            return () => stopped.resolve(took)
          },
        },
        null,
      )
    })
    await using at = await listening(server)
    await rawAnswer(at.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await stopped.promise).toEqual([true, false])
  })
})
