import { expect, it } from 'vitest'
import { createRowBudget, MOST_OF_A_CALL } from './budget.ts'

it('measures only when there may be too much, and is full when one more call may not fit', () => {
  let [bytes, measured] = [0, 0]
  const budget = createRowBudget(100 * MOST_OF_A_CALL, () => (measured++, bytes))
  for (let call = 0; call < 990; call++) budget.spend(MOST_OF_A_CALL)
  expect([measured, budget.isFull]).toEqual([9, false])
  bytes = 100 * MOST_OF_A_CALL - 1
  for (let call = 0; call < 99; call++) budget.spend(MOST_OF_A_CALL)
  expect(budget.isFull).toBe(true)
  bytes = 0
  budget.refund(MOST_OF_A_CALL)
  expect(budget.isFull).toBe(false)
})

it('is full at once when a single row is too large', () => {
  const budget = createRowBudget(100_000, () => 99_000)
  budget.spend(99_000)
  expect(budget.isFull).toBe(true)
})

it('that is full is told each change, is not measured for it, and is no longer full once a call fits', () => {
  let measured = 0
  const budget = createRowBudget(100_000, () => (measured++, 70_000))
  budget.spend(80_000)
  expect([measured, budget.isFull]).toEqual([1, true])
  budget.spend(-2_767)
  expect([measured, budget.isFull]).toEqual([1, true])
  budget.spend(-1)
  expect([measured, budget.isFull]).toEqual([1, false])
  budget.spend(1)
  expect([measured, budget.isFull]).toEqual([2, true])
  budget.spend(-10_000)
  expect(budget.isFull).toBe(false)
  budget.refund(-10_000)
  expect([measured, budget.isFull]).toEqual([3, true])
})

it('that was measured is not believed to hold less than that, once an attempt that seemed larger is taken back', () => {
  let held = 70_000
  const budget = createRowBudget(100_000, () => held)
  budget.spend(80_000)
  held = 66_000
  budget.refund(80_000)
  expect(budget.isFull).toBe(false)
  budget.spend(1_000)
  expect(budget.isFull).toBe(false)
  held = 68_000
  budget.spend(2_000)
  expect(budget.isFull).toBe(true)
})
