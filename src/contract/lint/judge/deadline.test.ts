import { describe, expect, it } from 'vitest'
import { patience } from '../../../../tests/support/patience.ts'
import { createDeadline, OVERDUE, patienceAfter } from './deadline.ts'

/** Backtracks for years. */
const forever = (): boolean => /^(a+)+$/.test(`${'a'.repeat(60)}!`)

describe('a deadline', () => {
  it('passes on what work returns, and what it throws', () => {
    const deadline = createDeadline(60_000)
    expect([deadline(() => 5), deadline(() => undefined), deadline(() => null)]).toEqual([5, undefined, null])
    expect(() =>
      deadline(() => {
        throw new RangeError('too much')
      }),
    ).toThrow(new RangeError('too much'))
    expect(() =>
      deadline(() => {
        throw Object.assign(new Error('another'), { code: 'ENOENT' })
      }),
    ).toThrow('another')
  })

  it('stops work that takes too long, and goes on with the next', () => {
    const deadline = createDeadline(patience(50))
    expect(deadline(forever)).toBe(OVERDUE)
    expect(deadline(() => 'next')).toBe('next')
  })

  it('is a hundredth after three were overdue, and a millisecond at least', () => {
    expect([0, 1, 2, 3, 4].map((overdue) => patienceAfter(overdue, 1_000))).toEqual([1_000, 1_000, 1_000, 10, 10])
    expect(patienceAfter(3, 5)).toBe(1)
  })
})
