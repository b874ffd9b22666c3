import { describe, expect, it } from 'vitest'
import { targetBelow, toBaseUrl, webSocketsBelow } from './base-url.ts'

describe('a base URL', () => {
  it('is an origin and a prefix; anything else is a fault that says what to set', () => {
    expect(toBaseUrl('http://app.test:3000')).toEqual({ origin: 'http://app.test:3000', prefix: '' })
    expect(toBaseUrl('https://app.test/api/')).toEqual({ origin: 'https://app.test', prefix: '/api' })
    expect(() => toBaseUrl('/api')).toThrow(
      expect.objectContaining({
        message: '/api is not a URL',
        fix: 'Set baseUrl as in your application: http://localhost:3000.',
      }),
    )
  })

  it('takes its prefix from the paths below it', () => {
    const below = (url: string) => targetBelow(toBaseUrl('http://app.test/api'), new URL(url))
    expect(below('http://app.test/api/rooms/a/join?b=c')).toBe('/rooms/a/join?b=c')
    expect(below('http://app.test/api')).toBe('/')
    expect(below('http://app.test/api?b=c')).toBe('/?b=c')
    // A WebSocket that MSW takes for one of Socket.IO, which stands in front of the prefix.
    expect(below('ws://app.test/?token=a')).toBe('/?token=a')
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
    ['http://app.test/api', 'ws://app.test', true],
    ['http://app.test/api', 'ws://app.test/socket.io/', false],
    ['http://app.test/api', 'ws://app.test/api/~qa/socket.io', true],
    ['http://app.test/api', 'ws://app.test/api/~qa/more/socket.io/', false],
    ['http://app.test/api', 'ws://app.test/api/~/socket.io/', false],
    ['http://app.test/api', 'ws://app.test/api/socketxio/', false],
    ['http://app.test/api', 'ws://app.test/api/socket.io/more', false],
    ['http://app.test/(a+b)', 'ws://app.test/(a+b)/socket.io/', true],
    ['http://app.test:3000', 'ws://app.test:3000/', true],
    ['http://app.test:3000', 'ws://app.test:3001/', false],
  ])('%s: %s is a WebSocket of Socket.IO: %s', (base, url, expected) => {
    expect(webSocketsBelow(toBaseUrl(base)).test(url)).toBe(expected)
  })
})
