import { expect, it } from 'vitest'
import { ARGUMENTS, wrongWith, type ObjectSchema } from './argument-schema.ts'

const SCHEMA: ObjectSchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    kind: { type: 'string', enum: ['a', 'b'] },
    times: { type: 'integer', minimum: 1, maximum: 9 },
    all: { type: 'boolean' },
    words: { type: 'array', items: { type: 'string' } },
    inner: { type: 'object', properties: { x: { type: 'boolean' } }, additionalProperties: false },
  },
  required: ['name'],
  additionalProperties: false,
}

it('arguments that fit are fine', () => {
  expect(wrongWith({ name: '' }, SCHEMA, ARGUMENTS)).toBeNull()
  const all = { name: 'x', kind: 'b', times: 9, all: false, words: ['a'], inner: { x: true } }
  expect(wrongWith(all, SCHEMA, ARGUMENTS)).toBeNull()
})

it.each([
  [null, 'the arguments must be an object.'],
  [[], 'the arguments must be an object.'],
  [{}, 'name is missing.'],
  [{ name: 3 }, 'name must be a text.'],
  [{ name: 'x', kind: 'c' }, 'kind must be one of a, b.'],
  [{ name: 'x', times: 0 }, 'times must be a whole number from 1 to 9.'],
  [{ name: 'x', times: 1.5 }, 'times must be a whole number from 1 to 9.'],
  [{ name: 'x', times: '1' }, 'times must be a whole number from 1 to 9.'],
  [{ name: 'x', all: 1 }, 'all must be true or false.'],
  [{ name: 'x', words: 'a' }, 'words must be a list.'],
  [{ name: 'x', words: ['a', 2] }, 'words[1] must be a text.'],
  [{ name: 'x', inner: { x: 1 } }, 'inner.x must be true or false.'],
  [{ name: 'x', inner: { y: 1 } }, 'inner has no member "y", only x.'],
  [{ name: 'x', nam: 1 }, 'the arguments have no member "nam", only name, kind, times, all, words, inner.'],
  [JSON.parse('{"name":"x","__proto__":1}'), /no member "__proto__"/],
  [{ name: 'x', toString: 1 }, /no member "toString"/],
])('%j is wrong, and says where', (value, says) => {
  const wrong = wrongWith(value, SCHEMA, ARGUMENTS)
  if (typeof says === 'string') expect(wrong).toBe(says)
  else expect(wrong).toMatch(says)
})

it('bounds of a number are in, each missing member is told, and a long name is shown by sixty characters', () => {
  const of = (value: object, required: readonly string[] = []) => wrongWith(value, { ...SCHEMA, required }, ARGUMENTS)
  expect([1, 9, 10].map((times) => of({ times }))).toEqual([null, null, 'times must be a whole number from 1 to 9.'])
  expect(of({ name: 'x' }, ['name', 'all'])).toBe('all is missing.')
  expect(of({ ['m'.repeat(61)]: 1 })).toContain(`no member "${'m'.repeat(60)}", only`)
})
