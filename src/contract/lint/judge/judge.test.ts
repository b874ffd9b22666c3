import { describe, expect, it } from 'vitest'
import { dialectOf, SUPPORTED_TEXT } from './dialect.ts'
import { createJudge } from './judge.ts'
import { toJsonSchema } from './json-schema.ts'
import { createSchemaFaults } from './schema-faults.ts'

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

describe('as JSON Schema', () => {
  it.each([
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
    [{ maximum: 0, exclusiveMaximum: true }, { exclusiveMaximum: 0 }],
    [{ maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
    [{ exclusiveMinimum: true }, {}],
    [{ items: { minimum: 1, exclusiveMinimum: true } }, { items: { exclusiveMinimum: 1 } }],
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ])('the 3.0 schema %j is %j', (schema, meant) => {
    expect(toJsonSchema(schema, '3.0')).toEqual(meant)
  })

  it('bounds of 3.1 stay as they are', () => {
    expect(toJsonSchema({ minimum: 1, exclusiveMinimum: 2 }, '3.1')).toEqual({ minimum: 1, exclusiveMinimum: 2 })
  })
})

describe('a judge', () => {
  const keywords = (schema: unknown, value: unknown) => createJudge('3.1')(schema, value).map(({ keyword }) => keyword)

  it('says all that a schema refuses, and nothing of what it takes', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, b: { minimum: 5 } }, required: ['c'] }
    expect(keywords(schema, { a: 1, b: 1 }).toSorted()).toEqual(['minimum', 'required', 'type'])
    expect(keywords(schema, { a: 'x', b: 5, c: null })).toEqual([])
  })

  it('knows dates and URIs, and takes any other format for a note', () => {
    expect(keywords({ format: 'date-time' }, '2026-02-30T00:00:00Z')).toEqual(['format'])
    expect(keywords({ format: 'uri' }, 'no uri')).toEqual(['format'])
    expect(keywords({ format: 'email' }, 'no e-mail')).toEqual([])
  })

  it('says nothing by a schema that is wrong itself, and that it cannot where one leads nowhere', () => {
    for (const schema of [{ type: 'text' }, { pattern: '(' }, 'text', null, true])
      expect(keywords(schema, {})).toEqual([])
    expect(createJudge('3.1')({ $ref: '#/nowhere' }, 1)).toMatchObject([{ path: [], keyword: '' }])
  })

  it('judges many values by one schema, each anew', () => {
    const [judge, schema] = [createJudge('3.0'), { type: 'integer', minimum: 1, exclusiveMinimum: true }]
    expect([1, 2, 'x', 3].map((value) => judge(schema, value).length)).toEqual([1, 0, 1, 0])
  })
})

describe('what is wrong with a schema', () => {
  it('is what JSON Schema refuses in 3.1; in 3.0 its patterns alone', () => {
    expect(createSchemaFaults('3.1')({ type: 'text' })).not.toEqual([])
    expect(createSchemaFaults('3.0')({ type: 'text' })).toEqual([])
    expect(createSchemaFaults('3.1')({ type: 'string', minLength: 1 })).toEqual([])
  })

  it.each(['3.0', '3.1'] as const)(
    'is a pattern that is none, of a text or of names, at its place in %s',
    (dialect) => {
      const schema = {
        properties: { a: { pattern: '[' }, b: { pattern: '^ok$' } },
        patternProperties: { '(': {}, ok: {} },
      }
      expect(createSchemaFaults(dialect)(schema).map(({ path }) => path.join('.'))).toEqual([
        'patternProperties.(',
        'properties.a.pattern',
      ])
    },
  )
})
