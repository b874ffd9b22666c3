import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { leavesOf } from './leaves.ts'

/** The reduced errors of Ajv for a value: `path: keyword`, with what is missing. */
function leaves(schema: object, value: unknown): string[] {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema)
  validate(value)
  return leavesOf(validate.errors ?? []).map(({ path, keyword, params: { missingProperty } }) =>
    [`/${path.join('/')}: ${keyword}`, ...(typeof missingProperty === 'string' ? [missingProperty] : [])].join(' '),
  )
}

describe('what a schema refuses, boiled down', () => {
  it('names each member that an object lacks', () => {
    expect(leaves({ required: ['a', 'b'] }, {})).toEqual(['/: required a', '/: required b'])
  })

  it('names a place once, whatever is wrong there', () => {
    expect(leaves({ properties: { a: { type: 'string', enum: ['x'] } } }, { a: 1 })).toEqual(['/a: type'])
  })

  it('puts a member too many on its own place', () => {
    expect(leaves({ properties: {}, additionalProperties: false }, { b: 1 })).toEqual(['/b: additionalProperties'])
  })

  it('puts each member that nothing evaluates on its place, and a wrong name on its own', () => {
    expect(leaves({ unevaluatedProperties: false }, { b: 1, c: 2 })).toEqual([
      '/b: unevaluatedProperties',
      '/c: unevaluatedProperties',
    ])
    expect(leaves({ propertyNames: { pattern: '^a' } }, { b: 1 })).toContain('/b: propertyNames')
  })

  it('says nothing of what a failed part would have allowed', () => {
    const schema = { allOf: [{ properties: { a: { type: 'string' } }, required: ['b'] }], unevaluatedProperties: false }
    expect(leaves(schema, { a: 'x' })).toEqual(['/: required b'])
  })

  it('has of alternatives the one that was meant', () => {
    const branch = (kind: string, member: string) => ({
      properties: { kind: { const: kind } },
      required: ['kind', member],
    })
    expect(leaves({ oneOf: [branch('one', 'a'), branch('two', 'b')] }, { kind: 'two' })).toEqual(['/: required b'])
  })
})
