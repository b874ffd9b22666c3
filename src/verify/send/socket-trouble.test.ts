import { expect, it } from 'vitest'
import { late, lost, notMade } from './socket-trouble.ts'

const to = {
  baseUrl: 'https://meet.example:8443/base',
  path: '/socket.io/',
  transport: 'websocket',
  headers: {},
  timeoutMs: 500,
  signal: new AbortController().signal,
  namespace: '/',
  auth: {},
} as const

it('a connection that failed is told by the error of its transport, else by its own', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(notMade(Object.assign(new Error('websocket error'), { description: { error: refused } }), to)).toEqual({
    kind: 'refused',
    message:
      'Nothing accepts connections at meet.example:8443 (ECONNREFUSED); check that the target runs, its port and the network.',
  })
  const own = Object.assign(new Error('x'), { code: 'ETIMEDOUT' })
  expect(notMade(own, to).kind).toBe('timeout')
  for (const description of [null, 'a text', {}, { error: null }])
    expect(notMade(Object.assign(new Error('x'), { code: 'ENOTFOUND', description }), to).kind).toBe('dns')
  expect(notMade(new DOMException('x', 'TimeoutError'), to).message).toContain('within 500 ms')
})

it('none in time, and one that ended too early, are told with what to check', () => {
  expect(late(to)).toEqual({
    kind: 'timeout',
    message:
      'No Socket.IO connection to meet.example:8443/socket.io/ by websocket within 500 ms; check that it is served there.',
  })
  expect(lost(to, 'transport close')).toEqual({
    kind: 'reset',
    message:
      "The Socket.IO connection to meet.example:8443 ended (transport close); check the target's log and what stands in front of it.",
  })
})
