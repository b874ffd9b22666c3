import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { target } from '../../verify/testing/runs.ts'
import { placeOfSockets } from './socket-place.ts'

describe('the place of sockets', () => {
  it('of a mock is its origin, with the world of its path', () => {
    const place = (url: string) => placeOfSockets({ url, target: null })
    expect(place('http://h:1')).toEqual({ url: 'http://h:1', path: null, transports: null, auth: {} })
    expect(place('http://h:1/~qa/')).toMatchObject({ path: null, auth: { world: 'qa' } })
    expect(place('http://h:1/api/~qa')).toMatchObject({ path: '/api/socket.io/', auth: { world: 'qa' } })
    expect(place('http://h:1/~default')).toMatchObject({ auth: {} })
  })

  it('of a target is as it says, with the transports that it has', () => {
    const of = (more: object) => {
      const file = { situations: [], hook: null, admin: null, gate: null }
      const there = { ...target, url: 'https://chat.example/base', ...more }
      return placeOfSockets({ url: '', target: { ...file, target: there } })
    }
    const socket = { ...PLAIN_DIALECT, namespace: '/meet', path: '/io/' }
    expect(of({ socket, transports: ['http', 'websocket'] })).toEqual({
      url: 'https://chat.example/meet',
      path: '/base/io/',
      transports: ['websocket'],
      auth: {},
    })
    expect(of({ transports: ['http', 'polling', 'upgraded'] }).transports).toBeNull()
    expect(of({ url: 'https://chat.example/base/' })).toMatchObject({ path: '/base/socket.io/' })
    expect(of({ url: 'https://chat.example/~qa' })).toMatchObject({ path: '/~qa/socket.io/', auth: {} })
    expect(of({ transports: ['http'] }).transports).toBeNull()
    expect(of({ transports: ['websocket', 'http', 'polling'] }).transports).toEqual(['websocket', 'polling'])
  })
})
