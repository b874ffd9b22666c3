import { createServer, IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { rawAnswer } from '../../tests/support/raw-answer.ts'
import { announcedBytes, hasBody, NO_BODY, readNodeBody, type NodeBody } from './node-body.ts'

/** Reads the body that is sent in chunks, each on its own, with a limit. */
async function read(limit: number, ...chunks: readonly string[]): Promise<NodeBody[]> {
  const found: NodeBody[] = []
  const server = createServer((request, response) =>
    readNodeBody(request, limit, (body) => {
      found.push(body)
      response.end()
    }),
  )
  await using at = await listening(server)
  const framed = chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`)
  await rawAnswer(at.port, [
    'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
    ...framed,
    '0\r\n\r\n',
  ])
  return found
}
const inShort = (bodies: readonly NodeBody[]) =>
  bodies.map(({ raw, bytes, isCut }) => [raw.toString('latin1'), bytes, isCut])

describe('a body', () => {
  it('is passed on once, whole, whatever pieces it comes in', async () => {
    expect(inShort(await read(100, 'abc'))).toEqual([['abc', 3, false]])
    expect(inShort(await read(100, 'a', 'bc', 'def', 'g'.repeat(20), 'h'))).toEqual([
      [`abcdef${'g'.repeat(20)}h`, 27, false],
    ])
    expect(inShort(await read(100))).toEqual([['', 0, false]])
  })

  it('of as many bytes as the limit is kept; one more, and none of it is, but all are counted', async () => {
    expect(inShort(await read(5, 'ab', 'cde'))).toEqual([['abcde', 5, false]])
    expect(inShort(await read(5, 'ab', 'cdef'))).toEqual([['', 6, true]])
    expect(inShort(await read(5, 'abcdef'))).toEqual([['', 6, true]])
    expect(inShort(await read(5, 'abcdef', 'g', 'h'))).toEqual([['', 8, true]])
    expect(inShort(await read(0, 'a'))).toEqual([['', 1, true]])
  })

  it('of more than 64 MiB, or than a higher limit, is passed on as cut at once, and once', () => {
    const most = 64 * 1024 * 1024
    for (const [limit, last] of [
      [5, most],
      [most + 1, most + 1],
    ] as const) {
      const found: NodeBody[] = []
      const request = new IncomingMessage(new Socket())
      readNodeBody(request, limit, (body) => found.push(body))
      request.emit('data', Buffer.alloc(last))
      expect([found, request.isPaused()]).toEqual([[], false])
      request.emit('data', Buffer.alloc(1))
      request.emit('end')
      expect([inShort(found), request.isPaused()]).toEqual([[['', last + 1, true]], true])
    }
  })

  it('of which the client sends only a part is never passed on', async () => {
    const found: NodeBody[] = []
    const server = createServer((request) => readNodeBody(request, 100, (body) => found.push(body)))
    await using at = await listening(server)
    const gone = new Promise((resolve) =>
      server.on('request', (request) => request.on('data', () => request.destroy()).on('close', resolve)),
    )
    await rawAnswer(at.port, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc')
    await gone
    expect(found).toEqual([])
  })
})

describe('whether there is a body', () => {
  it.each<[Record<string, string>, boolean, number]>([
    [{}, false, 0],
    [{ 'content-length': '0' }, false, 0],
    [{ 'content-length': '1' }, true, 1],
    [{ 'content-length': '12345' }, true, 12_345],
    [{ 'transfer-encoding': 'chunked' }, true, 0],
    [{ 'transfer-encoding': 'chunked', 'content-length': '0' }, true, 0],
  ])('%j says: %s, of %i bytes', (headers, expected, bytes) => {
    expect([hasBody(headers), announcedBytes(headers)]).toEqual([expected, bytes])
  })
})

it('no body is an empty one', () => {
  expect(inShort([NO_BODY])).toEqual([['', 0, false]])
})
