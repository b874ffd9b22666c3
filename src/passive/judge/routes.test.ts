import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { findFaceBy } from './routes.ts'

const ANY = { url: null, prefixes: {} }
const found = (method: string, url: string, scope: Parameters<typeof findFaceBy>[1] = ANY) => {
  const called = findFaceBy(faces.current, scope)(method, new URL(url))
  return called && [called.face.operation, called.before, called.path]
}

describe('the operation of a request', () => {
  it('is found by method and path, below any prefix', () => {
    expect(found('POST', 'https://a.example/api/rooms/abc%20d/join?x=1')).toEqual([
      'joinMeetingRoom',
      '/api',
      { code: 'abc d' },
    ])
    expect(found('GET', 'https://a.example/api/v1/livechat/rooms')).toEqual(['listLivechatRooms', '', {}])
    expect(found('POST', 'https://a.example/rooms/a%40b%2Fc/join')).toEqual(['joinMeetingRoom', '', { code: 'a@b/c' }])
    expect(found('POST', 'https://a.example/rooms/%ff/join')).toEqual(['joinMeetingRoom', '', { code: '%ff' }])
  })

  it.each([
    ['GET', 'https://a.example/rooms/abc/join'],
    ['POST', 'https://a.example/rooms/abc/join/more'],
    ['POST', 'https://a.example/rooms//join'],
    ['GET', 'https://a.example/api/v1/livechatXrooms'],
  ])('%s %s has none', (method, url) => expect(found(method, url)).toBeNull())

  it('is only that of the server in the scope, below its prefixes; a world in the path may follow', () => {
    const scope = { url: 'https://a.example/base', prefixes: { 'meeting-rooms': '/api' } }
    expect(found('POST', 'https://a.example/base/api/rooms/x/join', scope)).not.toBeNull()
    expect(found('POST', 'https://a.example/base/api/~qa/rooms/x/join', scope)).not.toBeNull()
    expect(found('POST', 'https://a.example/base/rooms/x/join', scope)).toBeNull()
    expect(found('POST', 'https://a.example/base/api/~qa/more/rooms/x/join', scope)).toBeNull()
    expect(found('POST', 'https://b.example/base/api/rooms/x/join', scope)).toBeNull()
  })
})
