import { expect, it } from 'vitest'
import { toSpan } from './span.ts'

it.each([
  ['500ms', 500],
  ['5s', 5000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['-1s', -1000],
  ['+2s', 2000],
])('%s is %i milliseconds', (text, ms) => {
  expect(toSpan(text)).toBe(ms)
})

it.each([
  ['5', '5 has no unit', 'Write 5s, 5ms, 5m or 5h.'],
  ['-0.5', '-0.5 has no unit', 'Write -0.5s, -0.5ms, -0.5m or -0.5h.'],
  ['+5', '+5 has no unit', 'Write +5s, +5ms, +5m or +5h.'],
  ['', ' is not a duration', 'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.'],
  ['5 s', '5 s is not a duration', 'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.'],
  [
    '99999999999999h',
    '99999999999999h is not a duration',
    'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.',
  ],
])('%j is refused', (text, message, fix) => {
  expect(() => toSpan(text)).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
})
