import { expect, it } from 'vitest'
import { toMilliseconds } from './duration.ts'

it.each([
  [5, 5],
  [1.4, 1],
  [-0.5, -0],
  ['5', 5],
  ['+2s', 2000],
  ['1.5m', 90_000],
  ['3d', 259_200_000],
  ['0.0004s', 0],
])('%j is %i milliseconds', (span, ms) => {
  expect(toMilliseconds(span)).toBe(ms)
})

it.each(['', 's', '5 s', '5sec', '1,5s', '.5s', '1e3', Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, '1s '])(
  '%j is no span of time',
  (span) => {
    expect(() => toMilliseconds(span)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `${span} is not a duration`,
        fix: 'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.',
      }),
    )
  },
)
