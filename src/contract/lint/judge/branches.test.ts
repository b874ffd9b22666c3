import type { ErrorObject } from 'ajv'
import { describe, expect, it } from 'vitest'
import { createAjv } from './ajv.ts'
import { settleBranches } from './branches.ts'

/** What is left of the errors of a value, in short. */
function settled(schema: object, value: unknown, keyword = 'oneOf'): string[] {
  const validate = createAjv().compile(schema)
  if (validate(value)) return ['valid']
  const errors = validate.errors ?? []
  const wrapper = errors.find((error) => error.keyword === keyword)
  if (!wrapper) throw new Error(`no ${keyword}`)
  return settleBranches(
    wrapper,
    errors.filter((error) => error !== wrapper),
  ).map(inShort)
}
const inShort = ({ instancePath, keyword, params }: ErrorObject): string =>
  `${keyword} ${instancePath} ${JSON.stringify(params)}`

describe('the errors of alternatives', () => {
  it('are those of the branch of the same type', () => {
    const schema = {
      oneOf: [
        { type: 'string', minLength: 3 },
        { type: 'number', minimum: 3 },
      ],
    }
    expect(settled(schema, 'a')).toEqual(['minLength  {"limit":3}'])
    expect(settled(schema, 1)).toEqual(['minimum  {"comparison":">=","limit":3}'])
  })

  it('are those of the branch whose constant fits', () => {
    const schema = {
      anyOf: [
        { properties: { in: { const: 'query' }, name: { minLength: 2 } } },
        { properties: { in: { enum: ['path', 'header'] }, required: { const: true } } },
      ],
    }
    expect(settled(schema, { in: 'query', name: 'a' }, 'anyOf')).toEqual(['minLength /name {"limit":2}'])
    expect(settled(schema, { in: 'path', name: 'ab', required: true }, 'anyOf')).toEqual(['valid'])
  })

  it('are those of the branch with the fewest, where several may be meant', () => {
    const schema = {
      oneOf: [
        { type: 'object', required: ['a', 'b'] },
        { type: 'object', required: ['c'] },
      ],
    }
    expect(settled(schema, {})).toEqual(['required  {"missingProperty":"c"}'])
  })

  it('are merged, with alternatives, where several branches say the same of one place', () => {
    const schema = { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'string', minLength: 1 }] }
    expect(settled(schema, true)).toEqual(['type  {"type":["string","number"]}'])
    const kinds = { oneOf: [{ properties: { k: { const: 'a' } } }, { properties: { k: { const: 'b' } } }] }
    expect(settled(kinds, { k: 'c' })).toEqual(['const /k {"allowedValue":["a","b"]}'])
    const same = { oneOf: [{ required: ['a'] }, { required: ['a'] }] }
    expect(settled(same, {})).toEqual(['required  {"missingProperty":"a"}'])
    const lists = { oneOf: [{ enum: ['a'] }, { enum: ['a', 'b'] }] }
    expect(settled(lists, 'c')).toEqual(['enum  {"allowedValues":["a","b"]}'])
  })

  it('are found behind references, too', () => {
    const schema = {
      oneOf: [{ $ref: '#/$defs/text' }, { $ref: '#/$defs/count' }],
      $defs: { text: { type: 'string', minLength: 3 }, count: { type: 'number', minimum: 3 } },
    }
    expect(settled(schema, 'a')).toEqual(['minLength  {"limit":3}'])
    expect(settled(schema, 1)).toEqual(['minimum  {"comparison":">=","limit":3}'])
  })

  it('leave those of other places as they are', () => {
    const wrapper = { keyword: 'oneOf', instancePath: '', schemaPath: '#/oneOf', params: {} }
    const mine = { keyword: 'minLength', instancePath: '', schemaPath: '#/oneOf/0/minLength', params: { limit: 1 } }
    const other = { keyword: 'type', instancePath: '/a/b', schemaPath: '#/properties/a', params: { type: 'string' } }
    expect(settleBranches(wrapper, [other, mine])).toEqual([other, mine])
    expect(settleBranches(wrapper, [])).toEqual([])
  })
})
