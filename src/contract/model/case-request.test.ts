import { plainCall } from './plain-call.ts'
import { expect, it } from 'vitest'
import type { CaseCall } from './case.ts'
import { toWireRequest } from './case-request.ts'
import { faces } from '../compiled/faces.ts'
import type { Face } from './face.ts'

const faceOf = (operation: string): Face => {
  const found = faces.current.find((face) => face.operation === operation)
  if (!found) throw new Error(`there is no ${operation}`)
  return found
}

const call = (operation: string, parts: Partial<CaseCall['request']>, raw: CaseCall['raw'] = null): CaseCall => ({
  ...plainCall({ operation, expect: '', as: '', request: { path: {}, query: {}, headers: {}, body: null, ...parts } }),
  raw,
})

const VALUES = { code: 'abc-def-ghi', roomId: 'a b&c', 'manager.userId': 'M', 'no-permission.userId': 'N' }
const sent = (of: CaseCall, credentials: Readonly<Record<string, string>> = {}) =>
  toWireRequest(of, faceOf(of.operation), VALUES, credentials)

it('puts values in the place of their names, encoded for where they stand; in texts to the letter anywhere', () => {
  expect(sent(call('joinMeetingRoom', { path: { code: '$code' } })).target).toBe('/rooms/abc-def-ghi/join')
  expect(sent(call('listLivechatRooms', { query: { agents: ['$roomId', 'x'] } })).target).toMatch(
    /\?agents%5B%5D=a%20b%26c&agents%5B%5D=x$/,
  )
  expect(sent(call('listLivechatRooms', {}, { query: 'a=$roomId&b=$roomId' })).target).toMatch(
    /\?a=a%20b%26c&b=a%20b%26c$/,
  )
  expect(sent(call('joinMeetingRoom', {}, { text: '{"code":"$code","cost":"$5"}' })).body).toBe(
    '{"code":"abc-def-ghi","cost":"$5"}',
  )
})

it('a literal query is sent as often as it is to be, and names of several words are names', () => {
  const target = (raw: CaseCall['raw']): string => sent(call('listLivechatRooms', {}, raw)).target.split('?')[1] ?? ''
  expect([target({ query: 'a=1' }), target({ query: 'a=1', times: 3 })]).toEqual(['a=1', 'a=1&a=1&a=1'])
  expect(target({ query: 'a=$no-permission.userId&b=$manager.userId-' })).toBe('a=N&b=M-')
})

it('a name without a value stays', () => {
  expect(sent(call('joinMeetingRoom', { path: { code: '$other' } })).target).toBe('/rooms/%24other/join')
  expect(sent(call('joinMeetingRoom', {}, { text: '$other' })).body).toBe('$other')
})

it('a header goes before that of the identity in any case of letters, and an empty one leaves it out', () => {
  const credentials = { 'X-User-Id': 'A', 'X-Auth-Token': 'T' }
  const headers = (own: Record<string, string>): Readonly<Record<string, string>> =>
    sent(call('listLivechatRooms', { headers: own }), credentials).headers
  expect(headers({})).toEqual(credentials)
  expect(headers({ 'x-user-id': '$manager.userId' })).toEqual({ 'X-Auth-Token': 'T', 'x-user-id': 'M' })
  expect(headers({ 'X-Auth-Token': '' })).toEqual({ 'X-User-Id': 'A' })
})

it('fills a body up to exactly the bytes that it is to have, as JSON', () => {
  expect(sent(call('joinMeetingRoom', {}, { fill: 3 })).body).toBe('{"filler":"0"}')
  for (const bytes of [14, 15, 102_401]) {
    const { body } = sent(call('joinMeetingRoom', {}, { fill: bytes }))
    expect(body).toHaveLength(bytes)
    expect(JSON.parse(String(body))).toHaveProperty('filler')
  }
})

it('a body is JSON with values in the place of their names at any depth; without one, nothing says what it is', () => {
  const body = { code: '$code', deep: [{ id: '$roomId' }, 5, null, true], not: 'a $code', unknown: '$other' }
  expect(sent(call('joinMeetingRoom', { path: { code: 'x' }, body }))).toEqual({
    method: 'POST',
    target: '/rooms/x/join',
    headers: { 'Content-Type': 'application/json' },
    body: '{"code":"abc-def-ghi","deep":[{"id":"a b&c"},5,null,true],"not":"a $code","unknown":"$other"}',
  })
  const bare = sent(call('joinMeetingRoom', { path: { code: 'x' } }))
  expect([bare.headers, bare.body]).toEqual([{}, null])
})

it('a body has the media type that the call says, or none; an empty body is one, too', () => {
  const headers = (raw: CaseCall['raw'], own: Record<string, string> = {}) =>
    sent(call('joinMeetingRoom', { headers: own }, raw)).headers
  expect(headers({ text: 'x', contentType: 'text/plain' })).toEqual({ 'Content-Type': 'text/plain' })
  expect(headers({ text: '' })).toEqual({ 'Content-Type': 'application/json' })
  expect(headers({ fill: 20 })).toEqual({ 'Content-Type': 'application/json' })
  expect(headers({ text: 'x' }, { 'content-type': '' })).toEqual({})
})

it('a query has every parameter, encoded, and none is no query; what the path needs is empty if nothing is given', () => {
  const target = (query: Record<string, unknown>, raw: CaseCall['raw'] = null): string | undefined =>
    sent(call('listLivechatRooms', { query }, raw)).target.split('?')[1]
  expect(target({ 'a&b': '$code', count: 5, open: false, none: null })).toBe(
    'a%26b=abc-def-ghi&count=5&open=false&none=null',
  )
  expect([target({}), target({ a: 1 }, { query: '' }), target({ empty: [] })]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(sent(call('joinMeetingRoom', {})).target).toBe('/rooms//join')
  expect(sent(call('joinMeetingRoom', { path: { code: 'a/b?c' } })).target).toBe('/rooms/a%2Fb%3Fc/join')
})
