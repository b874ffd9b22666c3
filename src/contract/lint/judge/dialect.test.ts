import { describe, expect, it } from 'vitest'
import { dialectOf, SUPPORTED_TEXT } from './dialect.ts'

const document = (value: unknown) => ({ file: '', raw: value, value, locate: () => ({ file: '', line: 1 }) })

describe('a dialect', () => {
  it.each([
    ['3.0.0', '3.0'],
    ['3.0.4', '3.0'],
    ['3.1.0', '3.1'],
    ['3.1.2', '3.1'],
    ['3.1', null],
    ['3.2.0', null],
    ['2.0', null],
    [3.1, null],
  ])('of a document of version %s is %s', (openapi, dialect) => {
    expect(dialectOf(document({ openapi }))).toBe(dialect)
  })

  it('is none of what is no document, and all that there are can be named', () => {
    for (const value of [null, 'openapi', {}]) expect(dialectOf(document(value))).toBeNull()
    for (const version of SUPPORTED_TEXT.split(', ')) expect(dialectOf(document({ openapi: version }))).not.toBeNull()
  })
})
