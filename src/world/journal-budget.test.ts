import { describe, expect, it } from 'vitest'
import { createJournalBudget } from './journal-budget.ts'

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
    const [gone, here, other] = [journal('gone'), journal('here'), journal('other')]
    gone.spend(90)
    budget.leave(gone.holder)
    budget.spend(-90)
    here.spend(60)
    other.spend(50)
    expect([gone.size(), here.size(), other.size()]).toEqual([90, 30, 50])
  })

  it('may be more where no journal can give anything up', () => {
    const { budget } = begin(100)
    budget.spend(101)
    const asked = { times: 0 }
    budget.join({ size: () => 101, halve: () => void asked.times++ })
    budget.spend(1)
    expect(asked.times).toBeGreaterThan(0)
  })
})

it('by default, journals hold 64 MiB together', () => {
  const budget = createJournalBudget()
  let halved = 0
  const halve = (): void => {
    halved++
    budget.spend(-1)
  }
  budget.join({ size: () => 1, halve })
  budget.spend(64 * 1024 * 1024)
  expect(halved).toBe(0)
  budget.spend(1)
  expect(halved).toBe(1)
})
