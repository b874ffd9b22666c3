import { expect, it } from 'vitest'
import { retryAfter } from './retry-after.ts'

const NOW = Date.UTC(2026, 10, 28, 12, 0)

it.each([
  ['3', 3000],
  ['0', 0],
  [' 10 ', 10_000],
  ['Sat, 28 Nov 2026 12:00:07 GMT', 7000],
  ['Sat, 28 Nov 2026 11:59:59 GMT', 0],
  ['999999', 300_000],
  ['299', 299_000],
  ['301', 300_000],
  ['999999999', 300_000],
  ['soon', 0],
  ['-5', 0],
  ['', 0],
])('an answer with Retry-After: %s asks to wait %i ms', (value, ms) => {
  expect(retryAfter([['retry-after', value]], NOW)).toBe(ms)
})

it('an answer without the header does not ask', () => {
  expect(retryAfter([['x-other', '5']], NOW)).toBe(0)
  expect(
    retryAfter(
      [
        ['retry-after', '1'],
        ['retry-after', '2'],
      ],
      NOW,
    ),
  ).toBe(1000)
})
