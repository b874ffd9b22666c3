import { describe, expect, it } from 'vitest'
import { bodySchema, querySchema } from './request-schemas.ts'

const part = (value: Record<string, unknown>) => ({ path: ['at'], value })

describe('the schema of a query', () => {
  const query = { in: 'query', name: 'a', required: true, schema: { type: 'string' } }
  const properties = { a: { type: 'string' }, b: { type: 'integer' } }
  const parameters = [
    query,
    { in: 'path', name: 'p' },
    { in: 'query', name: 'b', required: false, schema: { type: 'integer' } },
    null,
  ]

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

  it('requires a parameter only if that says true', () => {
    const required = (written: unknown) =>
      querySchema(part({ parameters: [{ ...query, required: written }] }))?.['required']
    expect([true, 'false', 1, undefined].map(required)).toEqual([['a'], [], [], []])
  })

  it('of a body is that of JSON; null without', () => {
    expect(bodySchema(part({ requestBody: { content: { 'application/json': { schema: { a: 1 } } } } }))).toEqual({
      a: 1,
    })
    expect(bodySchema(part({ requestBody: { content: { 'text/plain': { schema: {} } } } }))).toBeNull()
    expect(bodySchema(part({}))).toBeNull()
  })
})
