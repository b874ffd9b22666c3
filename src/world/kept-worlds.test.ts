import { expect, it } from 'vitest'
import { recipeWith } from '../../tests/support/world-of.ts'
import { createCore } from '../mock/core.ts'
import { createJournal } from './journal.ts'
import type { JournalBudget } from './journal-budget.ts'
import { createKeptWorlds } from './kept-worlds.ts'
import type { StoredWorld } from './store.ts'
import { createUsage } from './usage.ts'

const { recipe } = createCore().worlds.default

/** No worlds yet, whose journals say when they are cleared and end. */
function begin() {
  let now = 0
  const told: string[] = []
  const budgets = new Set<JournalBudget>()
  const worlds = createKeptWorlds(
    {
      journal(world, budget) {
        budgets.add(budget)
        const journal = createJournal(budget)
        const clear = (): void => void told.push(`${world} cleared`)
        return { ...journal, clear, end: () => void told.push(`${world} ended`) }
      },
    },
    () => createUsage(1_000, () => now),
  )
  const stored = (name: string, more: Partial<StoredWorld> = {}): StoredWorld => ({
    name,
    recipe,
    contents: undefined,
    generation: 1,
    ...more,
  })
  return { ...worlds, told, budgets, stored, pass: (ms: number) => void (now += ms) }
}

it('worlds are there, in order of creation, until they end', () => {
  const { get, count, list, begin: make, find, end, told, budgets, stored } = begin()
  const [one, two] = [make(stored('one')), find(stored('two'))]
  expect([get('one'), get('none'), count(), list()]).toEqual([one, undefined, 2, [one, two]])
  expect([one.name, one.seed, one.generation]).toEqual(['one', recipe.tables.seed, 1])
  // Their journals have one budget together.
  expect(budgets.size).toBe(1)
  end('one')
  end('none')
  expect([get('one'), count(), list(), told]).toEqual([undefined, 1, [two], ['one cleared', 'one ended']])
})

it('a world that is found has its journal; one that begins has a journal without entries', () => {
  const { begin: make, find, told, stored } = begin()
  find(stored('w'))
  expect(told).toEqual([])
  make(stored('w'))
  expect(told).toEqual(['w cleared'])
})

it('a world that begins anew stays the same one, with what it begins with now', () => {
  const { begin: make, count, stored } = begin()
  const first = make(stored('w'))
  const { journal, usage } = first
  const contents = { rows: {}, ids: {} }
  const again = make(stored('w', { contents, generation: 2 }))
  expect(again).toBe(first)
  expect([again.generation, again.contents, count()]).toEqual([2, contents, 1])
  expect([again.journal === journal, again.usage === usage]).toEqual([true, true])
  expect(make(stored('w', { generation: 3 })).contents).toBeUndefined()
  const other = recipeWith({ seed: { name: 'other' } })
  expect(make(stored('w', { recipe: other }))).toMatchObject({ recipe: other, seed: { name: 'other' } })
})

it('to begin or to be found is a use of a world', () => {
  const { begin: make, find, stored, pass } = begin()
  const { usage } = make(stored('w'))
  const isIdleAfter = (ms: number): boolean => {
    pass(ms)
    return usage.isIdle()
  }
  expect([isIdleAfter(0), isIdleAfter(900)]).toEqual([false, false])
  find(stored('w'))
  expect([isIdleAfter(900), isIdleAfter(999), isIdleAfter(1)]).toEqual([false, false, true])
})
