import { describe, expect, it } from 'vitest'
import { allMessages, announcedBy, calledOperations, isAsyncApi, messagesOf } from './asyncapi.ts'
import { credentialHeaders } from './credentials.ts'
import { member, members, operationsOf, responseExamples, texts } from './openapi.ts'
import { bodySchema, querySchema } from './request-schemas.ts'

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

describe('the headers of credentials', () => {
  const securitySchemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    id: { type: 'apiKey', in: 'header', name: 'X-Id' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'c' },
  }
  const of = (security: unknown, whole?: unknown) =>
    credentialHeaders(
      part({ components: { securitySchemes }, ...(whole ? { security: whole } : {}) }),
      part({ security }),
    )

  it.each([
    [[{ key: [], id: [] }], ['X-Key', 'X-Id']],
    [[{}, { bearer: [] }, { key: [] }], ['Authorization']],
    [[{ cookie: [] }], []],
    [[{ unknown: [] }], []],
    [[], []],
    ['no list', []],
  ])('of %j are %j', (security, headers) => {
    expect(of(security)).toEqual(headers)
  })

  it('are those of the whole document, unless the operation says its own', () => {
    expect(of(undefined, [{ bearer: [] }])).toEqual(['Authorization'])
    expect(of([], [{ bearer: [] }])).toEqual([])
  })
})

describe('the schema of a query', () => {
  const query = { in: 'query', name: 'a', required: true, schema: { type: 'string' } }
  const properties = { a: { type: 'string' }, b: { type: 'integer' } }
  const parameters = [query, { in: 'path', name: 'p' }, { in: 'query', name: 'b', schema: { type: 'integer' } }, null]

  it('is made of its parameters, open to others unless said otherwise; null without any', () => {
    expect(querySchema(part({ parameters }))).toEqual({
      type: 'object',
      properties,
      required: ['a'],
      additionalProperties: true,
    })
    expect(querySchema(part({ parameters, 'x-additional-parameters': false }))?.['additionalProperties']).toBe(false)
    expect(querySchema(part({ parameters: [{ in: 'header', name: 'h' }] }))).toBeNull()
  })

  it('of a body is that of JSON; null without', () => {
    expect(bodySchema(part({ requestBody: { content: { 'application/json': { schema: { a: 1 } } } } }))).toEqual({
      a: 1,
    })
    expect(bodySchema(part({ requestBody: { content: { 'text/plain': { schema: {} } } } }))).toBeNull()
    expect(bodySchema(part({}))).toBeNull()
  })
})

describe('an AsyncAPI document', () => {
  const reply = {
    messages: [
      {
        payload: {},
        'x-status': 201,
        'x-examples': { done: { value: { id: 1 } }, no: { value: { statusCode: 404 } } },
      },
    ],
  }
  const operations = {
    join: { action: 'receive', messages: [{ name: 'join-room' }], reply, 'x-announces': ['came', 5] },
    told: { action: 'send', messages: [{ name: 'told' }] },
    bare: { action: 'receive' },
  }
  const root = { path: [], value: { asyncapi: '3.0.0', operations } }

  it('is called by what it receives, and replies with a status of its own or of the message', () => {
    const [join, bare, none] = calledOperations(root)
    expect(join).toMatchObject({ id: 'join', message: { value: { name: 'join-room' } } })
    expect(join?.examples.map(({ name, status }) => [name, status])).toEqual([
      ['done', '201'],
      ['no', '404'],
    ])
    expect([bare?.id, bare?.message.value, bare?.examples, none]).toEqual(['bare', {}, [], undefined])
    expect(announcedBy(join?.operation ?? part({}))).toEqual(['came'])
  })

  it('is one by its own word, and no other document calls anything', () => {
    expect([{ asyncapi: 1 }, { openapi: 1 }, null, 'asyncapi'].map(isAsyncApi)).toEqual([true, false, false, false])
    expect(calledOperations({ path: [], value: { operations } })).toEqual([])
  })

  it('has the messages of its components, then of its channels; lists keep their places', () => {
    const value = { components: { messages: { a: { n: 1 } } }, channels: { c: { messages: { b: { n: 2 } } }, d: {} } }
    expect(allMessages({ path: [], value }).map(({ path }) => path.join('.'))).toEqual([
      'components.messages.a',
      'channels.c.messages.b',
    ])
    expect(messagesOf(part({ messages: ['no', { n: 1 }] })).map(({ path }) => path)).toEqual([['at', 'messages', '1']])
    expect(messagesOf(part({ messages: {} }))).toEqual([])
  })
})
