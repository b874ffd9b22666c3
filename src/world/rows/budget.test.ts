import { expect, it } from 'vitest'
import { createRowBudget, MOST_OF_A_CALL } from './budget.ts'

it('measures only when there may be too much, and is full when one more call may not fit', () => {
  let [bytes, measured] = [0, 0]
  const budget = createRowBudget(100 * MOST_OF_A_CALL, () => (measured++, bytes))
  for (let call = 0; call < 990; call++) budget.spend(MOST_OF_A_CALL, 0)
  expect([measured, budget.isFull]).toEqual([9, false])
  bytes = 100 * MOST_OF_A_CALL - 1
  for (let call = 0; call < 99; call++) budget.spend(MOST_OF_A_CALL, 0)
  expect(budget.isFull).toBe(true)
  bytes = 0
  budget.refund()
  expect(budget.isFull).toBe(false)
})

it('is full at once when a single row is too large', () => {
  const budget = createRowBudget(100_000, () => 99_000)
  budget.spend(99_000, 0)
  expect(budget.isFull).toBe(true)
})

it('that is full is measured again once a call can have left space for another, or a small part of it has gone', () => {
  let [bytes, measured] = [0, 0]
  const filled = (max: number): ReturnType<typeof createRowBudget> => {
    bytes = max
    const budget = createRowBudget(max, () => (measured++, bytes))
    budget.spend(max, 0)
    bytes = measured = 0
    return budget
  }
  const large = filled(1_000 * MOST_OF_A_CALL)
  for (let call = 0; call < 31; call++) large.spend(10, 1_024)
  expect([measured, large.isFull]).toEqual([0, true])
  large.spend(10, 1_024)
  expect([measured, large.isFull]).toEqual([1, false])
  const small = filled(40_000)
  small.spend(0, 624)
  expect([measured, small.isFull]).toEqual([0, true])
  small.spend(0, 1)
  expect([measured, small.isFull]).toEqual([1, false])
})
