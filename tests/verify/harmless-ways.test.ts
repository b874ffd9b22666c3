import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import type { Transport } from '../../src/verify/model/transport.ts'
import { pairsOf, startFront, type FrontOptions } from '../support/front.ts'
import { startGateway } from '../support/servers/gateway.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { readyOf, verified } from '../support/verified.ts'

type Answer = NonNullable<FrontOptions['answer']>

/** As servers of HTTP/1.0 do: the end of the connection is the end of the body. */
const oldFashioned: Answer = ({ status, message, headers, body }, _, { socket }) => {
  const lines = pairsOf(headers).map(([name, value]) => `${name}: ${value}`)
  socket.write(`HTTP/1.0 ${status} ${message}\r\n${lines.join('\r\n')}\r\n\r\n`)
  socket.end(body)
}

const compressed: Answer = ({ status, message, headers, body }, response) =>
  void response
    .writeHead(status, message, [...headers, 'Content-Encoding', 'gzip', 'Vary', 'Accept-Encoding'])
    .end(gzipSync(body))

/** Names in capitals, headers of its own, chunks, and no connection that is kept. */
const proxied: Answer = ({ status, headers, body }, response) => {
  const named = pairsOf(headers).flatMap(([name, value]) => [name.toUpperCase(), value])
  response.writeHead(status, '', [...named, 'Via', '1.1 front', 'X-Cache', 'MISS', 'Connection', 'close'])
  response.write(body.subarray(0, 3))
  response.end(body.subarray(3))
}

const WAYS: readonly (readonly [string, Omit<FrontOptions, 'target'>])[] = [
  ['below another path', { prefix: '/meet/v2' }],
  ['over HTTP/1.0, without a length', { answer: oldFashioned }],
  ['compressed', { answer: compressed }],
  ['through a proxy', { answer: proxied }],
]

describe('a server that is right raises no alarm', { tags: ['long'] }, () => {
  it.each(WAYS)('%s', async (_, way) => {
    await using server = await startServer()
    await using front = await startFront({ target: server.url, ...way })
    const { summary, results } = await verified(readyOf(front.url, server, 'http'), {
      wanted: ({ id }) => !id.includes(':before-'),
    })
    expect(results.filter(({ verdict }) => verdict !== 'held')).toEqual([])
    expect(summary.cases.held).toBeGreaterThan(150)
    expect(front.passed()).toBeGreaterThan(150)
  })

  it.each<Transport>(['polling', 'websocket', 'upgraded'])('below another path, on sockets: %s', async (transport) => {
    await using server = await startServer()
    await using front = await startFront({ target: server.url, prefix: '/meet/v2' })
    const { summary, results } = await verified(readyOf(front.url, server, transport), {
      wanted: ({ id }) => id === 'joinMeetingRoom/joined-as-guest' || id === 'joinMeetingRoom/room-locked',
    })
    expect(results.filter(({ verdict }) => verdict !== 'held')).toEqual([])
    expect(summary.cases.held).toBe(2)
    expect(front.passed()).toBeGreaterThan(0)
  })
})

describe('a gateway of somebody else raises no alarm', { tags: ['long'] }, () => {
  it.each([
    ['C', {}, WAYS[0]],
    ['C', {}, WAYS[1]],
    ['C', {}, WAYS[2]],
    ['C', {}, WAYS[3]],
    ['E', { isOther: true }, WAYS[0]],
    ['E', { isOther: true }, WAYS[3]],
  ] as const)('%s, %j, %j', async (_, habits, way) => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware', ...habits })
    await using front = await startFront({ target: gateway.url, ...way?.[1] })
    await using folder = await makeFolder()
    const file = await folder.write('target.yaml', gateway.targetFile.replace(gateway.url, front.url))
    const args = ['--transport', 'http', '--case', 'joinMeetingRoom', '--gate', 'all']
    const ran = await runVerify(['--target', file, ...args], gateway.env)
    expect(ran.out).toMatch(/[1-9]\d* held, 0 broken, 0 differ/)
  })
})
