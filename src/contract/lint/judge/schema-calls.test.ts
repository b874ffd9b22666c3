import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { createSchemaCalls } from './schema-calls.ts'

function started() {
  const compiled: unknown[] = []
  const calls = createSchemaCalls((schema) => {
    compiled.push(schema)
    return new Ajv2020({ allErrors: true }).compile(schema)
  })
  return { ...calls, compiled, ajv: new Ajv2020({ allErrors: true }).addKeyword(calls.keyword) }
}
const text = { type: 'string', minLength: 2 }

describe('a call of a schema', () => {
  it('is the same for the same schema, and another for any other', () => {
    const { toCall } = started()
    expect(toCall(text)).toEqual(toCall(text))
    expect(toCall({ ...text })).not.toEqual(toCall(text))
  })

  it('judges by that schema, compiled when a value first reaches it', () => {
    const { toCall, ajv, compiled } = started()
    const validate = ajv.compile({ properties: { a: toCall(text) } })
    expect([validate({}), compiled]).toEqual([true, []])
    expect([validate({ a: 'xy' }), compiled]).toEqual([true, [text]])
  })

  it('has all errors of that schema, at the place of the value', () => {
    const { toCall, ajv } = started()
    const deep = { properties: { b: text }, required: ['c'] }
    const validate = ajv.compile({ items: { properties: { a: toCall(deep) } } })
    expect(validate([{}, { a: { b: 'x' } }])).toBe(false)
    expect(validate.errors?.map(({ instancePath, keyword }) => [instancePath, keyword]).toSorted()).toEqual([
      ['/1/a', 'required'],
      ['/1/a/b', 'minLength'],
    ])
    expect(validate([{ a: { b: 'xy', c: 1 } }])).toBe(true)
  })
})
