import { describe, expect, it } from 'vitest'
import { member, members, operationsOf, responseExamples, texts } from './openapi.ts'

const part = (value: Record<string, unknown>) => ({ path: ['at'], value })

describe('a part of a document', () => {
  it('has a member by name, an empty one where there is none or no object', () => {
    expect(member(part({ a: { b: 1 } }), 'a')).toEqual({ path: ['at', 'a'], value: { b: 1 } })
    for (const a of [undefined, null, 'text', 5]) expect(member(part({ a }), 'a').value).toEqual({})
  })

  it('has the members that are objects, with their places', () => {
    expect(members(part({ a: {}, b: 'no', c: null, d: { e: 1 } })).map(([name, { path }]) => [name, ...path])).toEqual([
      ['a', 'at', 'a'],
      ['d', 'at', 'd'],
    ])
  })

  it('has operations of each method, in their order', () => {
    const item = { query: {}, trace: {}, get: {}, summary: 'x', GET: {}, parameters: [] }
    const found = operationsOf(part({ paths: { '/a': item } })).map(({ path, method }) => `${method} ${path}`)
    expect(found).toEqual(['GET /a', 'TRACE /a', 'QUERY /a'])
    const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']
    const all = { '/a': Object.fromEntries(methods.toReversed().map((method) => [method, {}])) }
    expect(operationsOf(part({ paths: all })).map(({ method }) => method.toLowerCase())).toEqual(methods)
  })

  it('lists texts alone, and none where there is no list', () => {
    expect(texts(['a', 5, null, 'b'])).toEqual(['a', 'b'])
    expect(texts('a')).toEqual([])
  })
})

it('operations are those of methods, in capitals, in a fixed order within their path', () => {
  const root = {
    path: [],
    value: { paths: { '/a': { post: {}, get: {}, parameters: {}, put: 'no' }, '/b': { trace: {} } } },
  }
  expect(
    operationsOf(root).map(({ path, method, operation }) => `${method} ${path} ${operation.path.join('.')}`),
  ).toEqual(['GET /a paths./a.get', 'POST /a paths./a.post', 'TRACE /b paths./b.trace'])
})

it('examples are told by status and media type, with their schema', () => {
  const content = { 'text/plain': { schema: { type: 'string' }, examples: { one: { value: 'x' }, two: 'no' } } }
  const found = responseExamples(part({ responses: { 200: { content }, default: { description: 'none' } } }))
  expect(found).toMatchObject([
    { name: 'one', status: '200', mediaType: 'text/plain', schema: { value: { type: 'string' } } },
  ])
  expect(found[0]?.example.path).toEqual(['at', 'responses', '200', 'content', 'text/plain', 'examples', 'one'])
})
