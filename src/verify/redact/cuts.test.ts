import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutCuts } from './cuts.ts'

it.each([
  [[], 'abcdef'],
  [[{ from: 1, to: 3 }], 'aXdef'],
  [[{ from: 0, to: 6 }], 'X'],
  [[{ from: 5, to: 6 }], 'abcdeX'],
  [
    [
      { from: 4, to: 5 },
      { from: 0, to: 2 },
    ],
    'XcdXf',
  ],
  // Side by side.
  [
    [
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ],
    'XXef',
  ],
  // Overlapping, and one within another.
  [
    [
      { from: 0, to: 3 },
      { from: 2, to: 5 },
    ],
    'Xf',
  ],
  [
    [
      { from: 1, to: 5 },
      { from: 2, to: 3 },
    ],
    'aXf',
  ],
  [
    [
      { from: 1, to: 2 },
      { from: 1, to: 4 },
    ],
    'aXef',
  ],
])('of abcdef without %j, this is left: %s', (cuts, left) => expect(withoutCuts('abcdef', cuts, 'X')).toBe(left))

it('leaves what no cut covers, and nothing else', () => {
  const cuts = fc.array(
    fc.tuple(fc.nat(19), fc.nat(19)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 })),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(
      fc.string({ minLength: 20, maxLength: 20, unit: fc.constantFrom('a', 'b', 'c') }),
      cuts,
      (text, all) => {
        const kept = [...text].filter((_, at) => !all.some(({ from, to }) => from <= at && at < to)).join('')
        expect(withoutCuts(text, all, 'X').replaceAll('X', '')).toBe(kept)
      },
    ),
  )
})

it('a number that is a member of JSON becomes a text', () => {
  const without = (text: string): string => {
    const from = text.indexOf('4829')
    return withoutCuts(text, [{ from, to: from + 4 }], 'x')
  }
  const json = JSON.stringify({ a: { n: 4829, m: 1 } })
  expect(JSON.parse(without(json))).toEqual({ a: { n: 'x', m: 1 } })
  expect(JSON.parse(JSON.parse(without(JSON.stringify(json))))).toEqual({ a: { n: 'x', m: 1 } })
  expect(without('{"a": 4829 }')).toBe('{"a": "x" }')
  expect(without(`{"a":${' '.repeat(9)}4829${' '.repeat(9)}}`)).toBe(`{"a":${' '.repeat(9)}"x"${' '.repeat(9)}}`)
  expect(without(`{"a":4829${' '.repeat(10)}}`)).toBe(`{"a":x${' '.repeat(10)}}`)
  const digits = (count: number): string => withoutCuts(`{"a":${'1'.repeat(count)}}`, [{ from: 5, to: 5 + count }], 'x')
  expect([digits(20), digits(21)]).toEqual(['{"a":"x"}', '{"a":x}'])
  // Of no JSON: more text follows.
  expect(without('"a": 4829 of them, "b": 1')).toBe('"a": x of them, "b": 1')
  expect([without('{"a":"b: 4829"}'), without('a: 4829, b')]).toEqual(['{"a":"b: x"}', 'a: x, b'])
})
