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
    expect(leaves({ propertyNames: { pattern: '^a', minLength: 2 } }, { b: 1, ab: 2, cc: 3 })).toEqual([
      '/b: propertyNames',
      '/cc: propertyNames',
    ])
    expect(leaves({ type: 'array', propertyNames: { pattern: '^a' } }, { b: 1 })).toEqual([
      '/: type',
      '/b: propertyNames',
    ])
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

  it('has what an if demanded, and not that it did', () => {
    expect(leaves({ if: false, else: { required: ['a'] } }, {})).toEqual(['/: required a'])
    expect(leaves({ if: false, else: { properties: { a: { minimum: 2 } } } }, { a: 1 })).toEqual(['/a: minimum'])
    const at = { instancePath: '/a', schemaPath: '#/if', params: { failingKeyword: 'then' } }
    expect(leavesOf([{ ...at, keyword: 'if' }])).toMatchObject([{ path: ['a'], keyword: 'if' }])
  })

  it('has that too few items match, and not what each of the others is', () => {
    const schema = { contains: { type: 'object', required: ['a'] }, minContains: 2 }
    expect(leaves(schema, [{ a: 1 }, { b: 1 }, 5])).toEqual(['/: contains'])
    expect(leaves({ ...schema, items: { required: ['c'] } }, [{ b: 1 }]).toSorted()).toEqual([
      '/0: required c',
      '/: contains',
    ])
    const inner = { properties: { one: schema, two: { items: { type: 'string' } } } }
    expect(leaves(inner, { one: [5], two: [5] }).toSorted()).toEqual(['/one: contains', '/two/0: type'])
  })

  it('says that several alternatives fit, beside what is wrong elsewhere', () => {
    expect(leaves({ required: ['a'], oneOf: [{}, true] }, {}).toSorted()).toEqual(['/: oneOf', '/: required a'])
    expect(leaves({ properties: { a: { type: 'string' } }, oneOf: [{}, true] }, { a: 1 }).toSorted()).toEqual([
      '/: oneOf',
      '/a: type',
    ])
  })

  it('has of alternatives within alternatives the innermost, and keeps what is beside them', () => {
    const inner = { anyOf: [{ type: 'string' }, { type: 'number', minimum: 3 }] }
    const schema = { properties: { ab: { type: 'string' }, a: inner }, required: ['c'] }
    expect(leaves(schema, { ab: 1, a: 1 }).toSorted()).toEqual(['/: required c', '/a: minimum', '/ab: type'])
    expect(leaves({ oneOf: [{ type: 'object', properties: { a: inner } }, { type: 'array' }] }, { a: 1 })).toEqual([
      '/a: minimum',
    ])
  })

  it('tells a member that nothing evaluates beside one that is wrong', () => {
    const schema = { properties: { a: { type: 'string' } }, unevaluatedProperties: false }
    expect(leaves(schema, { a: 1, b: 2 })).toEqual(['/a: type', '/b: unevaluatedProperties'])
  })

  it('has the parts of a pointer as names, and the words of the validator, or else the keyword', () => {
    const error = { keyword: 'odd', instancePath: '/a~1b/0', schemaPath: '', params: { p: 1 } }
    expect(
      leavesOf([
        { ...error, message: 'must be even' },
        { ...error, instancePath: '/c' },
      ]),
    ).toEqual([
      { path: ['a/b', '0'], keyword: 'odd', params: { p: 1 }, text: 'must be even' },
      { path: ['c'], keyword: 'odd', params: { p: 1 }, text: 'odd' },
    ])
  })

  it('has of an exclusion the schema that excludes', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile({ not: { minimum: 1 } })
    validate(1)
    expect(leavesOf(validate.errors ?? [])).toMatchObject([{ keyword: 'not', params: { schema: { minimum: 1 } } }])
  })
})
