import { expect, it } from 'vitest'
import type { MockRequest } from '../mock/answer.ts'
import { toPrismRequest, wishOf } from './prism-request.ts'

const request = (headers: MockRequest['headers'], body = ''): MockRequest => ({
  method: 'POST',
  target: '/x',
  headers,
  body,
  bodyBytes: body.length,
  isCut: false,
  address: '',
})

it('a request becomes Prism’s, without what was meant for this mock', () => {
  const sent = request({ prefer: 'code=404', 'content-type': 'application/json', accept: undefined }, '{"a":1}')
  expect(toPrismRequest(sent, '/x', 'a=1&b=2&a=3&__code=404&__world=qa')).toEqual({
    path: '/x',
    query: { a: ['1', '3'], b: '2' },
    headers: { 'content-type': 'application/json' },
    body: { a: 1 },
  })
})

it.each([
  ['application/json; charset=utf-8', '{"a":1}', { a: 1 }],
  ['application/problem+json', '[]', []],
  ['application/vnd.own-1.v_2+patch+json', '[]', []],
  ['text/json', '[]', '[]'],
  ['application/x-json', '[]', '[]'],
  ['application/jsons', '[]', '[]'],
  ['Application/JSON', '[]', []],
  ['application/json', '{', '{'],
  ['application/x-www-form-urlencoded', 'a=1', 'a=1'],
  ['text/plain', '1', '1'],
  ['application/json', '', undefined],
])('a body of the type %s is %s', (type, body, read) => {
  expect(toPrismRequest(request({ 'content-type': type }, body), '/', '').body).toEqual(read)
})

it.each([
  ['code=404', '', { code: 404, dynamic: false }],
  ['example=none, dynamic=true', '', { exampleKey: 'none', dynamic: true }],
  [undefined, '__code=500&__dynamic=true', { code: 500, dynamic: true }],
  [undefined, '__dynamic=true&a=1', { dynamic: true }],
  [undefined, 'a=1&__Dynamic=TRUE', { dynamic: true }],
  ['Dynamic="TRUE"', '', { dynamic: true }],
  ['code=many', '', { dynamic: false }],
  ['code=101', '', { dynamic: false }],
  ['code=600', '', { dynamic: false }],
  [undefined, '', { dynamic: false }],
])('Prefer: %s and ?%s ask for %j', (prefer, query, wish) => {
  expect(wishOf(request({ prefer }), query)).toEqual(wish)
})
