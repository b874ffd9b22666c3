import { describe, expect, it } from 'vitest'
import { absentMembers, withoutRequired } from './relaxed.ts'

const SCHEMA = {
  properties: {
    both: { type: 'string' },
    id: { readOnly: true },
    password: { writeOnly: true },
    no: { readOnly: 'true', writeOnly: false },
    any: true,
  },
}

describe('the members that are absent', () => {
  it('are those only read, in a request, and only written, in a response; without a direction, both', () => {
    expect(absentMembers(SCHEMA, 'request')).toEqual(['id'])
    expect(absentMembers(SCHEMA, 'response')).toEqual(['password'])
    expect(absentMembers(SCHEMA, null)).toEqual(['id', 'password'])
  })

  it('may be declared by a part of a composition, eight deep', () => {
    const parts = { allOf: [SCHEMA], anyOf: [{ properties: { a: { readOnly: true } } }, true], oneOf: [SCHEMA] }
    expect(absentMembers(parts, 'request')).toEqual(['id', 'a', 'id'])
    const nested = (depth: number): object => (depth === 0 ? SCHEMA : { allOf: [nested(depth - 1)] })
    expect([absentMembers(nested(8), 'request'), absentMembers(nested(9), 'request')]).toEqual([['id'], []])
    expect(absentMembers({ not: SCHEMA, items: SCHEMA }, 'request')).toEqual([])
  })

  it('are none of what is no schema of objects', () => {
    for (const schema of [true, null, [], 'x', {}, { properties: [] }, { allOf: {} }, { allOf: SCHEMA }])
      expect(absentMembers(schema, null)).toEqual([])
  })
})

describe('a schema', () => {
  it('does not require members that are absent, and is otherwise the same', () => {
    const schema = { required: ['id', 'name'], type: 'object' }
    expect(withoutRequired(schema, new Set(['id']))).toEqual({ required: ['name'], type: 'object' })
    expect(withoutRequired(schema, new Set())).toBe(schema)
    const open = { type: 'object' }
    expect(withoutRequired(open, new Set(['id']))).toBe(open)
  })
})
