import { describe, expect, it } from 'vitest'
import { toJsonSchema } from './json-schema.ts'

describe('as JSON Schema', () => {
  it.each([
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
    [{ maximum: 0, exclusiveMaximum: true }, { exclusiveMaximum: 0 }],
    [{ maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
    [{ exclusiveMinimum: true }, {}],
    [{ exclusiveMinimum: 2 }, { exclusiveMinimum: 2 }],
    [
      { minimum: 1, maximum: 3 },
      { minimum: 1, maximum: 3 },
    ],
    [{ items: { minimum: 1, exclusiveMinimum: true } }, { items: { exclusiveMinimum: 1 } }],
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ])('the 3.0 schema %j is %j', (schema, meant) => {
    expect(toJsonSchema(schema, '3.0')).toStrictEqual(meant)
  })

  it('bounds of 3.1 stay as they are', () => {
    expect(toJsonSchema({ minimum: 1, exclusiveMinimum: 2 }, '3.1')).toEqual({ minimum: 1, exclusiveMinimum: 2 })
  })
})
