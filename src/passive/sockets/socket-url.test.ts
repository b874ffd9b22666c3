import { expect, it } from 'vitest'
import { socketAddress } from './socket-url.ts'

const ANY = { url: null, prefixes: {}, path: '/socket.io/' }
const POLLING = 'EIO=4&transport=polling'

it('a request of Socket.IO has a server, what stands before its path, a transport, and a session if it opens none', () => {
  const { url, ...rest } = socketAddress(`wss://a.example/api/socket.io/?EIO=4&transport=websocket&sid=s1`, ANY) ?? {}
  expect([url?.origin, rest]).toEqual(['https://a.example', { before: '/api', transport: 'websocket', sid: 's1' }])
  expect(socketAddress(`http://a.example/socket.io?${POLLING}`, ANY)).toMatchObject({
    before: '',
    transport: 'polling',
    sid: null,
  })
  // The last of them, below any path.
  expect(socketAddress(`http://a.example/socket.io/socket.io/?${POLLING}`, ANY)?.before).toBe('/socket.io')
})

it.each([
  'http://a.example/socket.io/?transport=polling',
  'http://a.example/socket.io/?EIO=4',
  'http://a.example/socket.io/?EIO=4&transport=webtransport',
  `http://a.example/socket.io/more/?${POLLING}`,
  `ftp://a.example/socket.io/?${POLLING}`,
  'no url',
])('%s is none', (text) => expect(socketAddress(text, ANY)).toBeNull())

it('one outside the scope is none; the prefixes of the APIs do not count', () => {
  const scope = { url: 'http://a.example/base', prefixes: { 'meeting-rooms': '/api' }, path: '/ws/' }
  const isOne = (text: string): boolean => socketAddress(`${text}?${POLLING}`, scope) !== null
  expect(isOne('http://a.example/base/ws/')).toBe(true)
  expect(isOne('http://a.example/base/~qa/ws/')).toBe(true)
  expect(isOne('http://a.example/base/api/ws/')).toBe(false)
  expect(isOne('http://a.example/ws/')).toBe(false)
  expect(isOne('http://b.example/base/ws/')).toBe(false)
  expect(isOne('http://a.example/base/socket.io/')).toBe(false)
})
