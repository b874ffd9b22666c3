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
    expect(settled({ oneOf: [{ enum: ['a'] }, { enum: ['a'] }] }, 'c')).toEqual(['enum  {"allowedValues":["a"]}'])
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

  it('are not those of a branch of another constant, or that only takes other values', () => {
    const kinds = {
      oneOf: [
        { properties: { in: { const: 'query' }, name: { minLength: 5 } } },
        { properties: { in: { enum: ['path', 'header'] }, name: { minLength: 3 } } },
      ],
    }
    expect(settled(kinds, { in: 'path', name: 'a' })).toEqual(['minLength /name {"limit":3}'])
    expect(settled(kinds, { in: 'query', name: 'abcd' })).toEqual(['minLength /name {"limit":5}'])
    const texts = { anyOf: [{ enum: ['a'] }, { const: 'b' }, { type: 'string', minLength: 3 }] }
    expect(settled(texts, 'c', 'anyOf')).toEqual(['minLength  {"limit":3}'])
  })

  it('are those of a branch whose member is of another type, which does not tell of what kind it is', () => {
    const schema = { oneOf: [{ properties: { a: { type: 'string' } } }, { required: ['b', 'c'] }] }
    expect(settled(schema, { a: 1 })).toEqual(['type /a {"type":"string"}'])
  })

  it('may be of any place within a branch that is written inside', () => {
    const deep = { properties: { a: { properties: { b: { properties: { c: { type: 'string' } } } } } } }
    expect(settled({ oneOf: [deep, { type: 'array' }] }, { a: { b: { c: 1 } } })).toEqual([
      'type /a/b/c {"type":"string"}',
    ])
  })

  it('are not merged where they say different things, or speak of different places', () => {
    const places = { oneOf: [{ properties: { a: { minLength: 1 }, b: { minLength: 1 } } }, { type: 'string' }] }
    expect(settled(places, { a: '', b: '' })).toEqual(['minLength /a {"limit":1}', 'minLength /b {"limit":1}'])
    const words = { oneOf: [{ minLength: 3, pattern: 'b' }, { type: 'number' }] }
    expect(settled(words, 'a')).toEqual(['minLength  {"limit":3}', 'pattern  {"pattern":"b"}'])
    const same = { oneOf: [{ required: ['a'] }, { required: ['b'] }] }
    expect(settled(same, {})).toEqual(['required  {"missingProperty":["a","b"]}'])
  })

  it.each(['definitions', '$defs'])('behind references to %s are told apart by what these lead to', (word) => {
    const error = (at: string, keyword: string, instancePath = '') => ({
      keyword,
      instancePath,
      schemaPath: `#/${word}/${at}/${keyword}`,
      params: {},
    })
    const wrapper = { keyword: 'oneOf', instancePath: '', schemaPath: '#/oneOf', params: {} }
    const [one, other, third] = [error('One', 'minimum'), error('Two', 'minLength'), error('Two', 'pattern')]
    const [kind, deep] = [error('Three', 'type'), error('Three', 'format', '/a/b')]
    expect(settleBranches(wrapper, [other, third, one])).toEqual([one])
    expect(settleBranches(wrapper, [kind, other, third])).toEqual([other, third])
    expect(settleBranches(wrapper, [deep, kind, other])).toEqual([deep, other])
    expect(settleBranches(wrapper, [error('Four', 'maximum', '/a'), other, third])).toEqual([
      error('Four', 'maximum', '/a'),
    ])
  })
})
