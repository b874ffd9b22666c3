import { describe, expect, it } from 'vitest'
import { dialectOf, versionLineOf } from './dialect.ts'

const document = (value: unknown) => ({
  file: '',
  raw: value,
  value,
  locate: () => ({ file: '', line: 1 }),
  refFaults: [],
  keyFaults: [],
})

describe('a dialect', () => {
  it.each([
    ['3.0.0', '3.0'],
    ['3.0.4', '3.0'],
    ['3.1.0', '3.1'],
    ['3.1.2', '3.1'],
    ['3.2.0', '3.1'],
    ['3.1.0-rc1', '3.1'],
    ['3.1.0rc1', null],
    ['3.1', null],
    ['3.3.0', null],
    ['3.11.0', null],
    ['13.1.0', null],
    ['3.1.0-', null],
    ['3.1.0.1', null],
    ['3.1.x', null],
    ['3.1.10', '3.1'],
    ['2.0', null],
    [3.1, null],
  ])('of a document of version %s is %s', (openapi, dialect) => {
    expect(dialectOf(document({ openapi }))).toBe(dialect)
  })

  it('is none of what is no document', () => {
    for (const value of [null, 'openapi', {}]) expect(dialectOf(document(value))).toBeNull()
  })
})

it('a version line is that of the document, whose schemas may be those of an earlier one', () => {
  expect(versionLineOf(document({ openapi: '3.2.1' }))).toBe('3.2')
})
