import { expect, it } from 'vitest'
import { withCaller } from './caller-payload.ts'
import { deviationKey } from './target.ts'
import { isSocketTransport, TRANSPORTS } from './transport.ts'

const payloads = { agent: { userId: 'u1', room: 'theirs' } }

it('a payload has the members that identify its caller, unless it has its own', () => {
  expect(withCaller({ room: 'own', a: 1 }, 'agent', { payloads })).toEqual({ userId: 'u1', room: 'own', a: 1 })
  expect(withCaller({ a: 1 }, 'guest', { payloads })).toEqual({ a: 1 })
})

it('a payload that is no object stays as it is', () => {
  for (const payload of ['text', 5, null, [1]]) expect(withCaller(payload, 'agent', { payloads })).toBe(payload)
})

it('all transports but HTTP are of Socket.IO', () => {
  expect(TRANSPORTS.filter(isSocketTransport)).toEqual(['polling', 'websocket', 'upgraded'])
})

it('a known deviation is that of a case on one transport', () => {
  expect(deviationKey('a/b', 'polling')).toBe('polling a/b')
  expect(deviationKey('a/b', 'polling')).not.toBe(deviationKey('a/b', 'http'))
})
