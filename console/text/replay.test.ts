import { describe, expect, it } from 'vitest'
import { baseUrlOf, credentialsOf, identityOf, toReplay } from './replay.ts'
import { entry, world } from './testing/shown.ts'

const sent = (headers: Record<string, string>, caller: string | null = 'm1') => ({
  ...entry,
  caller,
  request: { headers, body: '' },
})

describe('a call to repeat', () => {
  it('keeps the headers that its maker chose, written as people do, and none that name the world', () => {
    const headers = {
      accept: 'a/b',
      'accept-language': 'de',
      'sec-fetch-mode': 'cors',
      cookie: 'greenroom-world=qa',
      'x-greenroom-world': 'qa',
      'x-request-id': '7…',
      prefer: 'example=room-full',
    }
    expect(toReplay(sent(headers), world)).toEqual({
      method: 'POST',
      target: '/rooms/abc-def-ghi/join',
      headers: { 'X-Request-Id': '7…', Prefer: 'example=room-full' },
      body: null,
    })
  })

  it.each(
    [
      ['host', 'connection', 'content-length', 'user-agent', 'accept', 'accept-encoding', 'sec-ch-ua', 'origin'],
      ['referer', 'cookie', 'pragma', 'cache-control', 'dnt', 'x-greenroom-world', 'upgrade-insecure-requests'],
      ['transfer-encoding', 'priority'],
    ].flat(),
  )('has no header %s, but one whose name has that as a part', (name) => {
    const { headers } = toReplay(sent({ [name]: 'a', [`x-${name}`]: 'b' }), world)
    expect(Object.values(headers)).toEqual(['b'])
  })

  it('of an agent has the id and the token of the one with that user id', () => {
    const call = sent({ 'x-user-id': 'u1', 'x-auth-token': '…' }, 'u1')
    expect(identityOf(call, world)).toBe('agent')
    expect(toReplay(call, world).headers).toEqual({ 'X-User-Id': 'u1', 'X-Auth-Token': 'secret' })
  })

  it('of an agent is not by one whose token names the same user', () => {
    const token = { Authorization: `Bearer e30.${btoa('{"sub":"u1"}')}.s` }
    const both = { ...world, identities: { member: token, agent: { 'X-User-Id': 'u1', 'X-Auth-Token': 'secret' } } }
    expect(identityOf(sent({ 'x-user-id': 'u1' }, 'u1'), both)).toBe('agent')
    expect(identityOf(sent({ authorization: '…' }, 'u1'), both)).toBe('member')
  })

  it('never has credentials that are wrong on purpose', () => {
    const wrong = { ...world, identities: { 'wrong-token': { 'X-User-Id': 'u1', 'X-Auth-Token': 'bad' } } }
    expect(credentialsOf(sent({ 'x-user-id': 'u1' }, 'u1'), wrong)).toEqual({})
  })

  it('of a guest, or without a world, is by nobody that is known', () => {
    expect(credentialsOf(sent({}, null), world)).toEqual({})
    expect([identityOf(sent({}, null), world), identityOf(sent({}), null)]).toEqual([null, null])
    expect(toReplay(sent({ 'x-auth-token': '…' }), null).headers).toEqual({ 'X-Auth-Token': [{ env: 'X_AUTH_TOKEN' }] })
  })
})

it('calls go to the mock, or to the usual port while that is not known', () => {
  const mock = { edition: 'current', seed: 'documented', url: 'http://127.0.0.1:9', operations: {} }
  expect([baseUrlOf(mock), baseUrlOf(null)]).toEqual(['http://127.0.0.1:9', 'http://127.0.0.1:4010'])
})
