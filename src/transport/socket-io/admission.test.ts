import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playSocket } from '../../../tests/support/served-socket.ts'
import { failStore } from '../../../tests/support/failing-store.ts'
import { listen, patient, refusal, until } from '../../../tests/support/sockets.ts'
import { startServer, type RunningServer } from '../../server.ts'
import { credentialsOf } from '../../world/identities.ts'
import { createCore } from '../../mock/core.ts'
import type { Exchange } from '../exchange.ts'
import { admit } from './admission.ts'
import { createSocketContext } from './socket-context.ts'

const WEB_SOCKET = { transports: ['websocket'] }
const faults: unknown[] = []
const exchanges: Exchange[] = []
let server: RunningServer
beforeAll(async () => {
  server = await startServer({
    sockets: patient,
    onFault: (fault) => faults.push(fault),
    onExchange: (exchange) => exchanges.push(exchange),
  })
})
afterAll(() => server.close())

const bearerOf = (identity: string): string => credentialsOf(server.mock.seed, identity)['Authorization'] ?? ''
const tokenOf = (identity: string): string => bearerOf(identity).replace('Bearer ', '')
/** Who a token or header says that a socket is, by what it becomes in a room. */
async function joinedAs(options: object): Promise<unknown> {
  using socket = await listen(server.url, { ...WEB_SOCKET, ...options })
  const answer = Object(await socket.ask('join-room', { code: 'abc-def-ghi', guestName: 'Jane' }))
  return answer.userId ?? answer.guestName ?? answer
}
const MEMBER = 'clx0a1b2c3d4e5f6g7h8i9j'
const HOST = 'clx9z8y7x6w5v4u3t2s1r0q'

describe('a socket', () => {
  it('is who its token says, else its header, else a guest', async () => {
    expect(await joinedAs({ auth: { token: tokenOf('member') } })).toBe(MEMBER)
    expect(await joinedAs({ extraHeaders: { authorization: bearerOf('member') } })).toBe(MEMBER)
    expect(
      await joinedAs({ auth: { token: tokenOf('host') }, extraHeaders: { authorization: bearerOf('member') } }),
    ).toBe(HOST)
    for (const token of [undefined, null, '']) expect(await joinedAs({ auth: { token } })).toBe('Jane')
    expect(await joinedAs({ auth: {}, extraHeaders: { authorization: bearerOf('member') } })).toBe(MEMBER)
  })

  it.each([['wrong'], [' '], [0], [false], [{}], [['x']]])(
    'with the token %j is refused as by an ack',
    async (token) => {
      expect(await refusal(server.url, { ...WEB_SOCKET, auth: { token } })).toEqual({
        message: 'Unauthorized',
        data: expect.objectContaining({ statusCode: 401, message: 'Unauthorized' }),
      })
    },
  )

  it('that names two worlds is told so, in the form of an ack', async () => {
    const refused = await refusal(`${server.url}/~a`, { ...WEB_SOCKET, auth: { world: 'b' } })
    expect(refused).toEqual({
      message: 'The call names the world "b" in one way, and "a" in another. Name it in one way.',
      data: { statusCode: 400, message: refused.message },
    })
  })

  it('may enter twenty namespaces of one connection', async () => {
    using first = await listen(server.url, WEB_SOCKET)
    const enter = (name: string) =>
      new Promise<string>((resolve) => {
        const socket = first.socket.io.socket(name)
        socket.once('connect', () => resolve('entered'))
        socket.once('connect_error', (error) => resolve(JSON.stringify(error)))
      })
    const entered = []
    for (let n = 1; n < 21; n++) entered.push(await enter(`/~n${n}`))
    expect(entered).toEqual([
      ...Array.from({ length: 19 }, () => 'entered'),
      JSON.stringify({ data: { statusCode: 429, message: 'A connection can have at most 20 namespaces.' } }),
    ])
  })

  it('that was refused does not count among the namespaces of its connection', async () => {
    using first = await listen(server.url, WEB_SOCKET)
    const told: unknown[] = []
    for (let n = 1; n < 23; n++) {
      const socket = first.socket.io.socket(`/~no${n}`, { auth: n < 22 ? { token: 'wrong' } : {} })
      told.push(
        await new Promise((resolve) =>
          socket.once('connect', () => resolve('entered')).once('connect_error', ({ message }) => resolve(message)),
        ),
      )
    }
    expect(told).toEqual([...Array.from({ length: 21 }, () => 'Unauthorized'), 'entered'])
  })

  it('is told of, admitted or not, with its namespace', async () => {
    exchanges.length = 0
    using _ = await listen(`${server.url}/~qa`, WEB_SOCKET)
    await refusal(server.url, { ...WEB_SOCKET, auth: { token: 'x' } })
    const connects = exchanges.filter(({ request }) => request.method === 'CONNECT')
    expect(connects.map(({ request, answer }) => [request.target, request.address, answer.about.outcome])).toEqual([
      ['/~qa', '127.0.0.1', 'connected'],
      ['/', '127.0.0.1', 'unauthorized'],
    ])
  })

  it('that is armed to break is cut, and one that is armed to wait is admitted after that', async () => {
    const world = await server.world({ name: 'armed' })
    await world.arm('connectMeetingRooms', { reset: true }, { times: 1 })
    const cut = io(`${server.url}/~armed`, { forceNew: true, reconnection: false, ...WEB_SOCKET })
    cut.once('connect', () => expect.unreachable())
    expect(await new Promise((resolve) => cut.io.once('close', resolve))).toBe('transport close')
    await world.arm('connectMeetingRooms', { latency: '1ms' }, { times: 1 })
    using socket = await listen(`${server.url}/~armed`, WEB_SOCKET)
    expect(socket.id).not.toBe('')
    await world.arm('connectMeetingRooms', { latency: '2m' }, { times: 1 })
    const late = io(`${server.url}/~armed`, { forceNew: true, reconnection: false, ...WEB_SOCKET })
    late.once('connect', () => expect.unreachable())
    await until(() => exchanges.some(({ answer }) => answer.delayMs === 120_000))
    // By the time that another has come, it would have, too.
    using _ = await listen(`${server.url}/~armed`, WEB_SOCKET)
    expect(late.connected).toBe(false)
    late.disconnect()
  })

  it('of a connection that closes is not asked who it is, and makes no world', async () => {
    const mock = createCore()
    const context = createSocketContext({ mock, options: {}, onFault: (fault) => expect.unreachable(String(fault)) })
    for (const readyState of ['closing', 'open']) {
      const { socket } = playSocket('s', { query: { world: readyState } }, readyState)
      context.watched.set(socket.conn, { sockets: new Set() })
      await admit(context, socket, (refused) => expect(refused).toBeUndefined())
      expect(context.visitors.has(socket)).toBe(readyState === 'open')
    }
    expect(mock.worlds.list().map(({ name }) => name)).toEqual(['default', 'open'])
  })

  it('may name its world in a header twice', async () => {
    const mock = createCore()
    const context = createSocketContext({ mock, options: {}, onFault: (fault) => expect.unreachable(String(fault)) })
    const { socket } = playSocket('s', { headers: { 'x-greenroom-world': ['qa', 'QA'] } })
    context.watched.set(socket.conn, { sockets: new Set() })
    await admit(context, socket, (refused) => expect(refused).toBeUndefined())
    expect(context.visitors.get(socket)?.world.name).toBe('qa')
  })

  it('that cannot be admitted by a fault of ours is told no more than that', async () => {
    const own = await startServer({ sockets: patient, onFault: (fault) => faults.push(fault) })
    failStore(own.mock)
    expect(await refusal(own.url, WEB_SOCKET)).toEqual({
      message: 'Internal server error',
      data: { statusCode: 500, message: 'Internal server error' },
    })
    expect(faults.map((fault) => Object(fault).message)).toEqual(['the store has failed'])
    await own.close()
  })

  it('that was not admitted by a fault of ours does not count among the namespaces of its connection', async () => {
    const own = await startServer({ sockets: patient, onFault: () => {} })
    using first = await listen(own.url, WEB_SOCKET)
    failStore(own.mock)
    const told: unknown[] = []
    for (let n = 1; n < 22; n++) {
      const socket = first.socket.io.socket(`/~n${n}`)
      told.push(await new Promise((resolve) => socket.once('connect_error', ({ message }) => resolve(message))))
    }
    expect(told).toEqual(told.map(() => 'Internal server error'))
    await own.close()
  })
})
