import { describe, expect, it } from 'vitest'
import { cases } from '../compiled/cases.js'
import { notOnSocket, toHandshake, toPacket } from './case-packet.ts'
import type { CaseCall, CaseRequest, RawRequest } from './case.ts'

const call = (request: Partial<CaseRequest>, raw: RawRequest | null = null): CaseCall => {
  const [one] = cases
  if (!one) throw new Error('there are no cases')
  return { ...one, request: { path: {}, query: {}, headers: {}, body: null, ...request }, raw }
}
const argsOf = (request: Partial<CaseRequest>, raw: RawRequest | null = null): readonly unknown[] =>
  toPacket(call(request, raw), { event: 'join-room' }, { code: 'abc' }, {}).args

describe('the payload of an event', () => {
  it.each<[title: string, given: Partial<CaseRequest>, raw: RawRequest | null, args: readonly unknown[]]>([
    [
      'has the parts of the path and the body',
      { path: { code: '$code' }, body: { name: 'x' } },
      null,
      [{ code: 'abc', name: 'x' }],
    ],
    ['is the path alone without a body', { path: { code: '$code' } }, null, [{ code: 'abc' }]],
    ['is an empty object for an empty body', { body: {} }, null, [{}]],
    ['is missing without path and body', {}, null, []],
    ['is missing where the body is an empty text', { path: { code: '$code' } }, { text: '' }, []],
    ['is what a text says, and the path', { path: { code: '$code' } }, { text: '{"a":1}' }, [{ code: 'abc', a: 1 }]],
    [
      'has values in the place of names in a text',
      {},
      { text: '{"a":"$code","b":"$other"}' },
      [{ a: 'abc', b: '$other' }],
    ],
    ['is what the body says where the path says something else', { path: { a: 1 }, body: { a: 2 } }, null, [{ a: 2 }]],
    ['is null where a text says so', { path: { code: '$code' } }, { text: 'null' }, [null]],
    ['is as long as it is to be', {}, { fill: 16 }, [{ filler: '000' }]],
    ['is what a text says alone where that is no object', { path: { code: '$code' } }, { text: '[1]' }, [[1]]],
  ])('%s', (_title, given, raw, args) => {
    expect(argsOf(given, raw)).toEqual(args)
  })

  it('goes into the handshake of a call that is a connection', () => {
    const packet = toPacket(
      call({ body: { world: 'w' } }),
      { event: null },
      {},
      { Authorization: 'Bearer t', 'X-User-Id': 'u' },
    )
    expect(packet).toEqual({ event: null, args: [], auth: { token: 't', world: 'w' }, headers: { 'X-User-Id': 'u' } })
  })
})

it('credentials in the headers of a call go before those of its identity, and values into the place of their names', () => {
  const packet = (headers: Record<string, unknown>) =>
    toPacket(call({ headers }), { event: 'a' }, { code: 'abc' }, { Authorization: 'Bearer t', 'X-User-Id': 'u' })
  expect(packet({ authorization: '$code' })).toEqual({
    event: 'a',
    args: [],
    auth: { token: 'abc' },
    headers: { 'X-User-Id': 'u' },
  })
  const bare = packet({ authorization: '', 'x-user-id': '' })
  expect([bare.auth, bare.headers]).toEqual([{}, {}])
})

it('a connection takes nothing but an object into its handshake', () => {
  const auth = (raw: RawRequest) => toPacket(call({}, raw), { event: null }, {}, { Authorization: 'Bearer t' }).auth
  expect([auth({ text: '[1]' }), auth({ text: '{"token":"own"}' })]).toEqual([{ token: 't' }, { token: 'own' }])
})

it('only a bearer token goes into the handshake as a token, whatever the case of its scheme', () => {
  expect(toHandshake({ authorization: 'bearer  abc' }).auth).toEqual({ token: 'abc' })
  expect(toHandshake({ Authorization: 'Bearer ' }).auth).toEqual({ token: '' })
  expect(toHandshake({ Authorization: 'a bearer b' }).auth).toEqual({ token: 'a bearer b' })
  expect(toHandshake({ 'X-Auth-Token': 'abc' })).toEqual({ auth: {}, headers: { 'X-Auth-Token': 'abc' } })
})

describe('a call cannot be made on a socket that', () => {
  it.each<[Partial<CaseRequest>, RawRequest | null, string]>([
    [{ headers: { 'X-Other': '1' } }, null, 'sends the header X-Other, which sockets do not'],
    [{ headers: { Authorization: 'Basic abc' } }, null, 'sends the header Authorization, which sockets do not'],
    [{ query: { a: 1 } }, null, 'has a query'],
    [{}, { query: 'a=1' }, 'has a query'],
    [{}, { contentType: 'text/plain' }, 'is about a media type'],
    [{}, { contentType: 'application/jsonp' }, 'is about a media type'],
    [{ headers: { Authorization: 'Bearerx' } }, null, 'sends the header Authorization, which sockets do not'],
    [{ query: { a: 1 } }, { query: '' }, 'has a query'],
    [{}, { contentType: 'x/application/json' }, 'is about a media type'],
    [{ headers: { Authorization: 'a bearer b' } }, null, 'sends the header Authorization, which sockets do not'],
    [
      { headers: { Authorization: 'bearer a', 'X-B': '', 'X-C': '' } },
      { query: '' },
      'sends the header X-B, which sockets do not',
    ],
    [{ query: { a: 1 } }, { contentType: 'text/plain', text: '{' }, 'has a query'],
    [{}, { contentType: 'text/plain', text: '{' }, 'is about a media type'],
    [{}, { query: '' }, 'has a query'],
    [{}, { text: 'null' }, 'is about a body that is not an object'],
    [{}, { text: '' }, 'is about a body that is not an object'],
    [{}, { text: '{' }, 'is about a body that is not JSON'],
    [{}, { text: '[]' }, 'is about a body that is not an object'],
  ])('%j %j: %s', (request, raw, reason) => {
    expect(notOnSocket(call(request, raw), true)).toBe(reason)
  })

  it('is none of these', () => {
    expect(notOnSocket(call({ headers: { Authorization: 'Bearer x' } }), true)).toBeNull()
    expect(notOnSocket(call({ headers: { authorization: '' } }), true)).toBeNull()
    expect(notOnSocket(call({ headers: { authorization: 'Bearer x\ny' } }), true)).toBeNull()
    expect(notOnSocket(call({ headers: { AUTHORIZATION: 'bearer' } }), true)).toBeNull()
    expect(notOnSocket(call({}, { text: '{}' }), true)).toBeNull()
    expect(notOnSocket(call({}, { text: '' }), false)).toBeNull()
    expect(notOnSocket(call({}, { contentType: 'application/json; charset=utf-8' }), true)).toBeNull()
    expect(notOnSocket(call({}, { text: '[]' }), false)).toBeNull()
  })
})
