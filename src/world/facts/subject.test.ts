import { expect, it } from 'vitest'
import { AT, worldOf } from '../../../tests/support/world-of.ts'
import { withFacts, type FactContext } from './subject.ts'

const context: FactContext = {
  make: { id: () => 'new', now: AT, isoText: () => '' },
  keepsSeats: false,
  limited: [],
  address: '::1',
  state: worldOf(),
  values: { a: 'b' },
}
const KNOWN = {
  doubled: (n: number) => n * 2,
  raised: (n: number, { make }: FactContext) => n + make.now,
}

it('facts are applied in turn, each to what the one before made', () => {
  expect(withFacts(1, [], KNOWN, context)).toBe(1)
  expect(withFacts(1, ['doubled', 'raised'], KNOWN, context)).toBe(2 + AT)
  expect(withFacts(1, ['raised', 'doubled', 'doubled'], KNOWN, context)).toBe(4 + 4 * AT)
})

it.each(['none', 'toString', '__proto__'])('%s is no fact, and nothing is ever left out', (fact) => {
  expect(() => withFacts(1, ['doubled', fact], KNOWN, context)).toThrow(new Error(`no function for the fact ${fact}`))
})
