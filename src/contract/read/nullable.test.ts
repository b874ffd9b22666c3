import { describe, expect, it } from 'vitest'
import { toNullType, withNullTypes } from './nullable.ts'

describe('nullable', () => {
  it('adds null to the type beside it, once', () => {
    expect(toNullType({ type: 'string', nullable: true, minLength: 1 })).toEqual({
      type: ['string', 'null'],
      minLength: 1,
    })
    expect(toNullType({ type: ['string', 'null'], nullable: true })).toEqual({ type: ['string', 'null'] })
    expect(toNullType({ type: ['string', 'number'], nullable: true })).toEqual({ type: ['string', 'number', 'null'] })
  })

  it('means nothing without a type, or if it is not true, and is removed', () => {
    expect(toNullType({ nullable: true, enum: ['a'] })).toEqual({ enum: ['a'] })
    expect(toNullType({ type: 'string', nullable: false })).toEqual({ type: 'string' })
    expect(toNullType({ type: 'string', nullable: 'true' })).toEqual({ type: 'string' })
  })

  it('keeps the order of the members', () => {
    expect(Object.keys(toNullType({ a: 1, type: 'string', nullable: true, b: 2 }))).toEqual(['a', 'type', 'b'])
  })

  it('is replaced in schemas at any depth, and not in data', () => {
    expect(
      withNullTypes({
        type: 'object',
        properties: { a: { type: 'string', nullable: true }, nullable: { type: 'number' } },
        items: { anyOf: [{ type: 'number', nullable: true }] },
        example: { type: 'string', nullable: true },
      }),
    ).toEqual({
      type: 'object',
      properties: { a: { type: ['string', 'null'] }, nullable: { type: 'number' } },
      items: { anyOf: [{ type: ['number', 'null'] }] },
      example: { type: 'string', nullable: true },
    })
  })
})
