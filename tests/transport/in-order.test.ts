import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { MOST_AT_ONCE } from '../../src/transport/connection.ts'
import { rawAnswer } from '../support/raw-answer.ts'
import { ENGINE } from '../support/raw-web-socket.ts'
import { patient, until } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ rateLimit: false, onFault: (fault) => faults.push(fault), sockets: patient })
})
afterAll(async () => {
  await server.close()
  expect(faults).toEqual([])
})

const BODY = '{"guestName":"Jane"}'
const JOIN = `POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`

const upgrade = (host: string): string =>
  `GET ${ENGINE}websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

const statusesOf = (text: string): string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status = '']) => status)

describe('behind a request whose answer is delayed, in the same packet,', () => {
  it.each([
    ['what cannot be read', 'garbage\r\n\r\n', ['503', '400']],
    ['an upgrade that is refused', upgrade('evil.test'), ['503', '421']],
    ['a good upgrade', upgrade('localhost'), ['503', '101']],
    [
      'a request whose body breaks off',
      JOIN.replace(/Content-Length.*/s, 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'),
      ['503', '400'],
    ],
  ])('%s is answered after it', async (_, behind, statuses) => {
    await (await server.attach()).arm('joinMeetingRoom', { status: 503 }, { times: 1, latency: 50 })
    const text = await rawAnswer(server.port, JOIN + behind, (all) => statusesOf(all).length === 2)
    expect(statusesOf(text)).toEqual(statuses)
  })
})

it('a request that was answered before its body broke off gets no second answer', async () => {
  const head = `POST ${ENGINE}polling HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`
  const socket = connect(server.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(`${head}1\r\na\r\n`)
  await until(() => statusesOf(text).length === 1)
  socket.write('zz\r\n')
  await closed
  expect(statusesOf(text)).toEqual(['400'])
})

it('requests in one packet are worked on a few at a time, so that others have their turn, and each is answered', async () => {
  const turn = { count: 0, most: 0 }
  const onExchange = (): void => {
    if (turn.count++ === 0) setImmediate(() => (turn.count = 0))
    turn.most = Math.max(turn.most, turn.count)
  }
  await using own = await startServer({ onExchange })
  const many = 'GET /nope HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(500)
  const last = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
  const statuses = statusesOf(await rawAnswer(own.port, many + last))
  expect([statuses.length, statuses.at(-1)]).toEqual([501, '200'])
  expect(turn.most).toBeLessThanOrEqual(2 * MOST_AT_ONCE)
})

it('requests in one packet with bodies and delays are answered in order', async () => {
  await (await server.attach()).arm('joinMeetingRoom', { latency: 20 }, { times: 3 })
  const nope = (n: number): string => `GET /nope-${n} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const packet = Array.from({ length: 60 }, (_, n) => (n % 20 === 19 ? JOIN : nope(n))).join('')
  const text = await rawAnswer(server.port, packet, (all) => statusesOf(all).length === 60)
  expect(statusesOf(text)).toEqual(Array.from({ length: 60 }, (_, n) => (n % 20 === 19 ? '201' : '404')))
})
