import { describe, expect, it } from 'vitest'
import { targetBelow, toBaseUrl, webSocketsBelow } from './base-url.ts'

describe('a base URL', () => {
  it('is an origin and a prefix; anything else is a fault that says what to set', () => {
    expect(toBaseUrl('http://app.test:3000')).toEqual({ origin: 'http://app.test:3000', prefix: '' })
    expect(toBaseUrl('https://app.test/api/')).toEqual({ origin: 'https://app.test', prefix: '/api' })
    expect(() => toBaseUrl('/api')).toThrow('/api is not a URL')
  })

  it('takes its prefix from the paths below it', () => {
    const below = (url: string) => targetBelow(toBaseUrl('http://app.test/api'), new URL(url))
    expect(below('http://app.test/api/rooms/a/join?b=c')).toBe('/rooms/a/join?b=c')
    expect(below('http://app.test/api')).toBe('/')
  })

  // As MSW compares them: without a query, and without `/socket.io` in front.
  it.each([
    ['http://app.test', 'ws://app.test/', true],
    ['http://app.test', 'ws://app.test/~qa/socket.io/', true],
    ['http://app.test', 'ws://app.test/%7Eqa/socket.io/', true],
    ['http://app.test', 'ws://app.test/%7eqa/socket.io', true],
    ['http://app.test', 'ws://app.test/qa/socket.io/', false],
    ['http://app.test', 'ws://app.test/hmr', false],
    ['http://app.test', 'ws://appxtest/', false],
    ['https://app.test', 'wss://app.test/', true],
    ['https://app.test', 'ws://app.test/', false],
    ['http://app.test/api', 'ws://app.test/api/socket.io/', true],
    ['http://app.test/api', 'ws://app.test/api/chat', false],
  ])('%s: %s is a WebSocket of Socket.IO: %s', (base, url, expected) => {
    expect(webSocketsBelow(toBaseUrl(base)).test(url)).toBe(expected)
  })
})
