import { describe, expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'
import type { Exchange } from '../exchange.ts'
import { createSocketRooms } from './rooms.ts'
import { attempt, OURS, reportCall, type SocketContext } from './socket-context.ts'

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
