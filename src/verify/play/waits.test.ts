import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWaits } from './waits.ts'

const after = (answers: readonly number[], timeoutMs = 10_000, isolated = false) => {
  const waits = createWaits({ timeoutMs, isolated })
  for (const ms of answers) waits.came(ms)
  return [waits.forExpected(), waits.forUnexpected()]
}
const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms)

describe('how long a target is waited for', () => {
  it('is the whole timeout until five answers have come', () => {
    expect(after([])).toEqual([10_000, 250])
    expect(after(times(4, 1))).toEqual([10_000, 250])
  })

  it('is a second where it is quick, and a moment for what should not come', () => {
    expect(after(times(5, 1))).toEqual([1000, 30])
  })

  it('is a second, too, where it is silent again and again and answers when asked', () => {
    const waits = createWaits({ timeoutMs: 10_000, isolated: false })
    for (let count = 0; count < 4; count++) waits.missed()
    expect([waits.forExpected(), waits.forUnexpected()]).toEqual([10_000, 250])
    waits.missed()
    expect([waits.forExpected(), waits.forUnexpected()]).toEqual([1000, 30])
    const greenroom = createWaits({ timeoutMs: 2000, isolated: true })
    for (let count = 0; count < 5; count++) greenroom.missed()
    expect([greenroom.forExpected(), greenroom.forUnexpected()]).toEqual([2000, 0])
  })

  it('is a multiple of the slowest answer, and never more than the timeout', () => {
    expect(after([...times(4, 20), 80])).toEqual([1600, 128])
    expect(after(times(5, 900))).toEqual([10_000, 250])
    expect(after(times(5, 51))).toEqual([1020, 204])
    expect(after([80, ...times(4, 20)])).toEqual([1600, 128])
    expect(after(times(5, 1), 300)).toEqual([300, 30])
  })

  it('goes by the usual time of the last ten answers, however many came before', () => {
    const [, usual = 0] = after([...times(50, 10), 60])
    expect(usual).toBeCloseTo(60)
  })

  it('is always the whole timeout on a greenroom, which sends nothing late', () => {
    expect(after(times(9, 1), 2000, true)).toEqual([2000, 0])
  })

  it('for an answer never falls while answers come, and for what should not come stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 6 }), (answers) => {
        const [before = 0] = after(answers.slice(0, -1))
        const [now = 0, quiet = 0] = after(answers)
        expect(now).toBeGreaterThanOrEqual(answers.length === 6 ? 1000 : before)
        expect(quiet).toBeGreaterThanOrEqual(30)
        expect(quiet).toBeLessThanOrEqual(250)
      }),
    )
  })
})
