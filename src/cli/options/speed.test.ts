import { expect, it } from 'vitest'
import { toSpeed } from './speed.ts'

it.each([
  [undefined, 1],
  ['1', 1],
  ['0.1', 0.1],
  ['2.5', 2.5],
  ['0.125', 0.125],
  ['1000', 1000],
])('%s is %d times as fast as written', (text, speed) => {
  expect(toSpeed(text)).toBe(speed)
})

it.each(['0', '0.09', '1000.1', '10000', '1.0001', '-1', '1e2', '1.', '.5', 'fast', ''])('%j is refused', (text) => {
  expect(() => toSpeed(text)).toThrow(
    expect.objectContaining({
      message: `--speed takes 0.1 to 1000, not ${text}`,
      fix: 'For example: 10 plays ten times as fast as written.',
    }),
  )
})
