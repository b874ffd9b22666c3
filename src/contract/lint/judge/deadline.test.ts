import { Script } from 'node:vm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { patience } from '../../../../tests/support/patience.ts'
import { createDeadline, OVERDUE, patienceAfter } from './deadline.ts'

/** Backtracks for years. */
const forever = (): boolean => /^(a+)+$/.test(`${'a'.repeat(60)}!`)

const failing = (): never => {
  throw new Error('it fails')
}

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

  it('counts what was overdue, each deadline its own, and no error', () => {
    const asked = vi.spyOn(Script.prototype, 'runInContext')
    onTestFinished(() => asked.mockRestore())
    const [one, other] = [createDeadline(20), createDeadline(60_000)]
    expect([forever, forever, forever, forever].map((work) => one(work))).toEqual(Array(4).fill(OVERDUE))
    for (let times = 0; times < 4; times++) expect(() => other(failing)).toThrow()
    expect(asked.mock.calls.map(([, options]) => Object(options).timeout)).toEqual([
      20, 20, 20, 1, 60_000, 60_000, 60_000, 60_000,
    ])
  })
})
