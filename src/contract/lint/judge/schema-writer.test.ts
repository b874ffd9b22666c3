import { describe, expect, it } from 'vitest'
import { createWriter, type WriterParts } from './schema-writer.ts'

type Schema = Record<string, unknown>

/** A writer that converts nothing, and shows a call as the title of what it calls. */
const write = (schema: Schema, parts: Partial<WriterParts> = {}): object =>
  createWriter({
    convert: (each) => each,
    absentIn: () => new Set(),
    copies: 100,
    shared: new Set(),
    toCall: (called) => ({ calls: called['title'] }),
    ...parts,
  })(schema)

const text = { title: 'text', type: 'string' }

/** Schemas within each other, this many levels deep; the innermost is a text. */
function nested(levels: number): Schema {
  let schema: Schema = { title: 'text', type: 'string' }
  for (let level = 0; level < levels; level++) schema = { title: `level ${level}`, items: schema }
  return schema
}
/** How often a word stands in a written schema. */
const count = (schema: object, word: string): number => JSON.stringify(schema).split(word).length - 1

describe('a schema is written', () => {
  it('with those inside it', () => {
    const schema = {
      properties: { a: { type: 'string' }, b: { items: { type: 'number' } } },
      allOf: [{ minLength: 1 }],
    }
    expect(write(schema)).toEqual(schema)
  })

  it('with a call of one that contains it, or that it contains twice the deep way', () => {
    const list: Schema = { title: 'list' }
    list['items'] = list
    expect(write(list)).toEqual({ title: 'list', items: { calls: 'list' } })
  })

  it('without what says nothing: a composition that contains itself', () => {
    const all: Schema = { title: 'all', type: 'string' }
    all['allOf'] = [all, { minLength: 1 }]
    expect(write(all)).toEqual({ title: 'all', type: 'string', allOf: [{}, { minLength: 1 }] })
  })

  it('with copies of those that are shared, as many as it may have, and then calls', () => {
    const schema = { properties: { a: text, b: text, c: text } }
    const shared = new Set([text])
    const written = (copies: number) => write(schema, { shared, copies })
    expect([count(written(3), '"type"'), count(written(3), 'calls')]).toEqual([3, 0])
    expect([count(written(2), '"type"'), count(written(2), 'calls')]).toEqual([2, 1])
    expect(count(written(0), 'calls')).toBe(3)
    expect(count(write(schema, { copies: 0 }), 'calls')).toBe(0)
  })

  it('with calls of those that another schema has had first', () => {
    const writer = createWriter({
      convert: (each) => each,
      absentIn: () => new Set(),
      copies: 0,
      shared: new Set(),
      toCall: ({ title }) => ({ calls: title }),
    })
    const [one, other] = [{ items: text }, { items: text }]
    expect([writer(one), writer(other), writer(one)]).toEqual([
      { items: text },
      { items: { calls: 'text' } },
      { items: text },
    ])
  })

  it('down to forty levels, and then with a call', () => {
    expect(count(write(nested(40)), 'calls')).toBe(0)
    expect(write(nested(41))).not.toEqual(nested(41))
    expect(count(write(nested(41)), '"calls":"text"')).toBe(1)
  })

  it('with two thousand parts of compositions in all', () => {
    const parts = (many: number): Schema => ({ allOf: Array.from({ length: many }, () => ({ minLength: 1 })) })
    expect(count(write(parts(2000)), 'minLength')).toBe(2000)
    expect(count(write(parts(2001)), 'minLength')).toBe(2000)
  })
})

describe('members that are not required', () => {
  it('are those of a schema and of what surrounds it in a composition, and of no member', () => {
    const seen: [unknown, string[]][] = []
    const own: Record<string, string> = { whole: 'a', part: 'b', member: 'c' }
    write(
      {
        title: 'whole',
        allOf: [{ title: 'part', anyOf: [{ title: 'deep' }] }],
        properties: { m: { title: 'member' } },
      },
      {
        absentIn: ({ title }) =>
          new Set(Object.entries(own).flatMap(([name, absent]) => (name === title ? [absent] : []))),
        convert: (each, original, absent) => {
          seen.push([original['title'], [...absent]])
          return each
        },
      },
    )
    expect(Object.fromEntries(seen.map(([title, absent]) => [String(title), absent]))).toEqual({
      whole: ['a'],
      part: ['a', 'b'],
      deep: ['a', 'b'],
      member: ['c'],
    })
  })
})

it.each([
  ['allOf', [{ title: 'part' }]],
  ['anyOf', [{ title: 'part' }]],
  ['oneOf', [{ title: 'part' }]],
  ['not', { title: 'part' }],
  ['if', { title: 'part' }],
  ['then', { title: 'part' }],
  ['else', { title: 'part' }],
  ['items', null],
])('members that a schema does not require are not required by its parts: %s', (word, parts) => {
  const whole = { title: 'whole', [word]: parts ?? { title: 'part' } }
  const absentOf = new Map<unknown, string[]>()
  write(whole, {
    absentIn: ({ title }) => new Set(title === 'whole' ? ['id'] : []),
    convert(each, { title }, absent) {
      absentOf.set(title, [...absent])
      return each
    },
  })
  expect([absentOf.get('whole'), absentOf.get('part')]).toEqual([['id'], parts === null ? [] : ['id']])
})
