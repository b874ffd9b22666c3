import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JAVASCRIPT, valueExpression } from './javascript.ts'

const written = (value: unknown): string => valueExpression(value, (text) => text)

it.each([
  [null, 'null'],
  [true, 'true'],
  [-1.5, '-1.5'],
  ['', "''"],
  [`O'Hara says "hi"\n`, String.raw`'O\'Hara says "hi"\n'`],
  [[], '[]'],
  [[1, 'a', [null]], "[1, 'a', [null]]"],
  [{}, '{}'],
  [{ a: 1, $b_2: 'x' }, "{ a: 1, $b_2: 'x' }"],
  [{ 'a-b': 1, '2c': 2, '': 3, é: 4 }, "{ 'a-b': 1, '2c': 2, '': 3, 'é': 4 }"],
  [{ list: [{ deep: false }] }, '{ list: [{ deep: false }] }'],
])('%j is written as %s', (value, expected) => expect(written(value)).toBe(expected))

it('a member called __proto__ is an ordinary one', () => {
  expect(written(JSON.parse('{"__proto__":{"a":1}}'))).toBe("{ ['__proto__']: { a: 1 } }")
})

it('a long run of one character is repeated, not written out', () => {
  expect(written('a'.repeat(202))).toBe("'a'.repeat(202)")
  expect(written('😀'.repeat(300))).toBe("'😀'.repeat(300)")
  expect(written('\n'.repeat(300))).toBe(String.raw`'\n'.repeat(300)`)
  expect(written('a'.repeat(200))).toBe(`'${'a'.repeat(200)}'`)
  expect(written(`${'a'.repeat(300)}b`)).toBe(`'${'a'.repeat(300)}b'`)
})

it('a text may have variables', () => {
  expect(valueExpression({ token: 'SECRET' }, (text) => ['<', { env: text }])).toBe(
    "{ token: '<' + process.env.SECRET }",
  )
  expect(JAVASCRIPT.variable('A')).toBe('process.env.A')
})

it('is an expression of the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- only running it shows what it means
      const run: unknown = new Function(`return (${written(value)})`)()
      expect(JSON.stringify(run)).toBe(JSON.stringify(value))
    }),
  )
})
