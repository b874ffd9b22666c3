import { expect, it } from 'vitest'
import { createAjv, METASCHEMA } from './ajv.ts'

const isValid = (schema: object, value: unknown): unknown => createAjv().compile(schema)(value)

it('knows the two formats of contracts; others, and other keywords, say nothing', () => {
  expect(isValid({ format: 'date-time' }, '2026-03-03T10:30:00Z')).toBe(true)
  expect(isValid({ format: 'date-time' }, 'soon')).toBe(false)
  expect(isValid({ format: 'uri' }, 'a b')).toBe(false)
  expect(isValid({ format: 'email' }, 'x')).toBe(true)
  expect(isValid({ discriminator: {}, example: 1, 'x-own': 2 }, 'x')).toBe(true)
})

it('finds the same item twice, and says so; false allows it', () => {
  const validate = createAjv().compile({ uniqueItems: true, minItems: 3 })
  expect([validate([1, 1]), validate.errors?.map(({ keyword, message }) => [keyword, message])]).toEqual([
    false,
    expect.arrayContaining([
      ['uniqueItems', 'must not contain the same item twice'],
      ['minItems', 'must NOT have fewer than 3 items'],
    ]),
  ])
  expect(isValid({ uniqueItems: false }, [1, 1])).toBe(true)
  expect(isValid({ uniqueItems: true }, [1, 2])).toBe(true)
  expect(isValid({ uniqueItems: true }, 'aa')).toBe(true)
})

it('takes further options, and knows the metaschema of JSON Schema 2020-12 by its id', () => {
  const first = createAjv({ allErrors: false }).compile({ minItems: 3, items: { type: 'string' } })
  expect([first([1]), first.errors?.length]).toEqual([false, 1])
  expect(METASCHEMA).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(createAjv().getSchema(METASCHEMA)).toBeDefined()
})
