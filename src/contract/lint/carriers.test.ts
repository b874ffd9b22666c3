import { describe, expect, it } from 'vitest'
import { carriersOf, schemasOf } from './carriers.ts'

const S = { type: 'string' }
const JSON_OF = (schema: object = S) => ({ 'application/json': { schema } })

/** The paths of a document's schema places, each with its media type. */
const found = (value: Record<string, unknown>): string[] =>
  carriersOf({ path: [], value }).map(({ path, mediaType }) => `${path.join(' ')} ${mediaType ?? '-'}`)

const operation = {
  parameters: [{ schema: S }, { content: JSON_OF() }],
  requestBody: { content: { 'text/plain': { schema: S, encoding: { a: { headers: { H: { schema: S } } } } } } },
  responses: { 200: { headers: { X: { schema: S } }, content: JSON_OF() } },
}

describe('what carries a schema', () => {
  it('is each parameter, body and header of an operation, with those inside', () => {
    expect(found({ paths: { '/a': { post: operation, parameters: [{ schema: S }] } } })).toEqual([
      'paths /a parameters 0 -',
      'paths /a post parameters 0 -',
      'paths /a post parameters 1 -',
      'paths /a post parameters 1 content application/json application/json',
      'paths /a post requestBody content text/plain text/plain',
      'paths /a post requestBody content text/plain encoding a headers H -',
      'paths /a post responses 200 headers X -',
      'paths /a post responses 200 content application/json application/json',
    ])
  })

  it('is also in callbacks and webhooks', () => {
    const get = { responses: { 200: { content: JSON_OF() } } }
    const place = 'get responses 200 content application/json application/json'
    expect(found({ webhooks: { w: { get } } })).toEqual([`webhooks w ${place}`])
    expect(found({ paths: { '/a': { post: { callbacks: { c: { '{$url}': { get } } } } } } })).toEqual([
      `paths /a post callbacks c {$url} ${place}`,
    ])
  })

  it('is found once where a callback leads back to its own path', () => {
    const item: Record<string, unknown> = {}
    item['post'] = { parameters: [{ schema: S }], callbacks: { c: { '{$url}': item } } }
    expect(found({ paths: { '/a': item } })).toEqual(['paths /a post parameters 0 -'])
  })

  it.each([
    ['parameters', { schema: S }, '-'],
    ['headers', { schema: S }, '-'],
    ['requestBodies', { content: JSON_OF() }, 'content application/json application/json'],
    ['responses', { content: JSON_OF() }, 'content application/json application/json'],
    ['callbacks', { url: { get: { parameters: [{ schema: S }] } } }, 'url get parameters 0 -'],
    ['pathItems', { get: { parameters: [{ schema: S }] } }, 'get parameters 0 -'],
    ['mediaTypes', { schema: S }, 'application/json'],
  ])('is among the components under %s', (kind, value, place) => {
    expect(found({ components: { [kind]: { one: value } } })).toEqual([`components ${kind} one ${place}`])
  })

  it('is nowhere in a document without any of that', () => {
    expect(found({})).toEqual([])
    expect(found({ paths: { '/a': { summary: 'none' } }, components: { examples: { a: {} } } })).toEqual([])
  })
})

it('schemas are those of carriers that have one, and of components', () => {
  const value = {
    paths: { '/a': { get: { parameters: [{ schema: { type: 'integer' } }, { content: { 'text/plain': {} } }] } } },
    components: { schemas: { A: S, B: true } },
  }
  expect(schemasOf({ path: [], value }).map(({ path }) => path.join(' '))).toEqual([
    'paths /a get parameters 0 schema',
    'components schemas A',
  ])
})

it('a schema that several places share is one', () => {
  const parameters = [{ schema: S }, { schema: S }]
  const value = { paths: { '/a': { get: { parameters } } }, components: { schemas: { A: S } } }
  expect(schemasOf({ path: [], value })).toHaveLength(1)
})

it('what is sent with a request, what with an answer, and what may be either, is known', () => {
  const value = {
    paths: { '/a': { parameters: [{ schema: S }], post: operation } },
    components: {
      headers: { one: { content: JSON_OF() } },
      requestBodies: { one: { content: JSON_OF() } },
      responses: { one: { content: JSON_OF() } },
      mediaTypes: { one: { schema: S, encoding: { a: { headers: { H: { schema: S } } } } } },
    },
  }
  const all = carriersOf({ path: [], value }).map(({ path, direction }) => `${path.join(' ')}: ${direction}`)
  expect(all).toEqual([
    'paths /a parameters 0: request',
    'paths /a post parameters 0: request',
    'paths /a post parameters 1: request',
    'paths /a post parameters 1 content application/json: request',
    'paths /a post requestBody content text/plain: request',
    'paths /a post requestBody content text/plain encoding a headers H: request',
    'paths /a post responses 200 headers X: response',
    'paths /a post responses 200 content application/json: response',
    'components headers one: null',
    'components headers one content application/json: null',
    'components requestBodies one content application/json: request',
    'components responses one content application/json: response',
    'components mediaTypes one: null',
    'components mediaTypes one encoding a headers H: null',
  ])
})

it('the schema of items is one, too', () => {
  const value = { components: { mediaTypes: { one: { schema: S, itemSchema: { type: 'integer' } } } } }
  expect(schemasOf({ path: [], value }).map(({ path }) => path.at(-1))).toEqual(['schema', 'itemSchema'])
})
