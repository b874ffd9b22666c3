import { describe, expect, it } from 'vitest'
import { createJournalBudget } from './journal-budget.ts'
import { createUsage } from './usage.ts'

describe('what journals may hold together', () => {
  const begin = (max: number) => {
    const budget = createJournalBudget(max)
    const journal = (name: string) => {
      let size = 0
      const spend = (characters: number): void => {
        size += characters
        budget.spend(characters)
      }
      const holder = { name, size: () => size, halve: () => spend(-Math.ceil(size / 2)) }
      budget.join(holder)
      return { ...holder, holder, spend }
    }
    return { budget, journal }
  }

  it('is taken from the largest, as much as is needed, and none of the others', () => {
    const { journal } = begin(100)
    const [small, large, other] = [journal('small'), journal('large'), journal('other')]
    small.spend(10)
    large.spend(60)
    other.spend(30)
    expect([small.size(), large.size(), other.size()]).toEqual([10, 60, 30])
    other.spend(1)
    expect([small.size(), large.size(), other.size()]).toEqual([10, 30, 31])
    small.spend(200)
    expect(small.size() + large.size() + other.size()).toBeLessThanOrEqual(100)
  })

  it('is not looked for among those that have left', () => {
    const { budget, journal } = begin(100)
    const [gone, here] = [journal('gone'), journal('here')]
    gone.spend(90)
    budget.leave(gone.holder)
    budget.spend(-90)
    here.spend(80)
    here.spend(40)
    expect([gone.size(), here.size()]).toEqual([90, 60])
  })
})

describe('something that is given up when nobody uses it', () => {
  const begin = () => {
    let time = 0
    const usage = createUsage(60, () => time)
    return { usage, isIdleAt: (at: number): boolean => ((time = at), usage.isIdle()) }
  }

  it('is so once nobody has used it from one look until idleMs later', () => {
    const { usage, isIdleAt } = begin()
    expect([isIdleAt(0), isIdleAt(59), isIdleAt(60)]).toEqual([false, false, true])
    usage.touch()
    expect([isIdleAt(70), isIdleAt(129), isIdleAt(130)]).toEqual([false, false, true])
  })

  it('is not while somebody holds it, however often one lets go', () => {
    const { usage, isIdleAt } = begin()
    const [one, two] = [usage.hold(), usage.hold()]
    one()
    one()
    expect([isIdleAt(0), isIdleAt(1000)]).toEqual([false, false])
    two()
    expect([isIdleAt(1059), isIdleAt(1060)]).toEqual([false, true])
  })
})
