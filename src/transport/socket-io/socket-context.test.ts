import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { createCore } from '../../mock/core.ts'
import type { Exchange } from '../exchange.ts'
import { createSocketRooms } from './rooms.ts'
import type { ServedSocket } from './served.ts'
import {
  attempt,
  createSocketContext,
  OURS,
  reportCall,
  timesOf,
  toSocketCall,
  type SocketContext,
} from './socket-context.ts'

/** What serves sockets of a mock, with what it reports. */
function context() {
  const mock = createCore()
  const faults: unknown[] = []
  const exchanges: Exchange[] = []
  const of: SocketContext = {
    mock,
    options: {},
    onFault: (fault) => faults.push(fault),
    onExchange: (exchange) => exchanges.push(exchange),
    calls: mock.sockets(),
    rooms: createSocketRooms((fault) => faults.push(fault)),
    speakers: null,
    watched: new WeakMap(),
    visitors: new WeakMap(),
  }
  return { of, faults, exchanges }
}

describe('an attempt', () => {
  it('goes on at once with what is there, and later with what comes', async () => {
    const { of, faults } = context()
    const seen: unknown[] = []
    const note = (made: string) => void seen.push(made)
    void attempt(of, () => 'at once', note)
    expect(seen).toEqual(['at once'])
    const coming = Promise.resolve('later')
    void attempt(of, () => coming, note)
    expect(seen).toEqual(['at once'])
    await coming
    expect([seen, faults]).toEqual([['at once', 'later'], []])
  })

  it('that fails is our fault: it is told, goes on otherwise, and throws nothing', async () => {
    const { of, faults } = context()
    const seen: string[] = []
    const otherwise = () => void seen.push('otherwise')
    const fail = (): never => {
      throw new Error('thrown')
    }
    void attempt(of, fail, () => expect.unreachable(), otherwise)
    void attempt(of, fail, () => expect.unreachable())
    void attempt(of, () => 1, fail, otherwise)
    const rejected = Promise.reject(new Error('rejected'))
    void attempt(
      of,
      () => rejected,
      () => expect.unreachable(),
      otherwise,
    )
    await new Promise((resolve) => setImmediate(resolve))
    expect([faults.map(String), seen]).toEqual([
      ['Error: thrown', 'Error: thrown', 'Error: thrown', 'Error: rejected'],
      ['otherwise', 'otherwise', 'otherwise'],
    ])
  })
})

it('a call is told with its headers and address', () => {
  const { of, exchanges } = context()
  const visitor = { headers: { a: 'b' }, address: '::1' }
  reportCall(of, { method: 'EVENT', target: 'join-room', visitor }, OURS)
  expect(exchanges).toEqual([
    { request: { method: 'EVENT', target: 'join-room', headers: { a: 'b' }, address: '::1' }, answer: OURS },
  ])
  const { onExchange: _, ...silent } = of
  reportCall(silent, { method: 'EVENT', target: 'join-room', visitor }, OURS)
  expect(exchanges).toHaveLength(1)
})

it('a failure of the mock says no more than that', () => {
  expect([OURS.status, JSON.parse(OURS.body)]).toEqual([
    500,
    { title: 'Internal server error', status: 500, detail: 'Internal server error' },
  ])
})

it('sockets are pinged every 25 seconds, and have 20 to answer or to enter, unless the options say otherwise', () => {
  expect(timesOf({})).toEqual({ pingIntervalMs: 25_000, pingTimeoutMs: 20_000, connectTimeoutMs: 20_000 })
  const own = { pingIntervalMs: 1, pingTimeoutMs: 2, connectTimeoutMs: 0 }
  expect(timesOf(own)).toEqual(own)
})

it('clients speak another dialect where there is one', () => {
  const parts = { mock: createCore(), options: {}, onFault: (fault: unknown) => expect.unreachable(String(fault)) }
  expect(createSocketContext(parts).speakers).toBe(null)
  expect(createSocketContext({ ...parts, dialect: PLAIN_DIALECT }).speakers?.dialect).toBe(PLAIN_DIALECT)
})

it('a call has the seat and the caller of its socket, and is over once its world has begun anew', () => {
  const { default: world } = createCore().worlds
  const socket: ServedSocket = {
    id: 's',
    connected: true,
    conn: { readyState: 'open', transport: {}, on: () => {}, close: () => {} },
    nsp: { name: '/' },
    handshake: { auth: {}, query: {}, headers: {}, address: '' },
    emit: () => {},
    use: () => {},
    on: () => {},
    disconnect: () => {},
  }
  const seat = { code: 'abc-def-ghi', participantId: 'p' }
  const visitor = {
    socket,
    world,
    caller: { kind: 'wrong' },
    headers: { a: 'b' },
    address: '::1',
    namespace: '/x',
  } as const
  const member = { ...visitor, seat, isOver: false }
  const call = toSocketCall(member, { code: 'c' })
  expect(call).toMatchObject({
    world,
    socket: { id: 's', caller: { kind: 'wrong' }, seat },
    payload: { code: 'c' },
    headers: { a: 'b' },
    address: '::1',
    namespace: '/x',
  })
  expect(call.isOver?.()).toBe(false)
  member.isOver = true
  expect([call.isOver?.(), toSocketCall({ ...visitor, seat: null }, {}).isOver?.()]).toEqual([true, false])
})
