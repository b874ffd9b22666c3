import { expect, it } from 'vitest'
import { isSeed, SEED_NAMES } from './names.ts'

it.each([
  ['busy:1000000', true],
  ['busy:1000001', false],
  ['documented', true],
  ['busy:5', true],
  ['busy:-1', false],
  ['toString', false],
  ['', false],
])('%j names a seed: %s', (name, is) => {
  expect(isSeed(name)).toBe(is)
})

it('errors list all names, and what one may ask for', () => {
  expect(SEED_NAMES).toBe('documented, empty, busy:<number up to 1000000>')
})
