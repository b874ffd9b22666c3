import { expect, it } from 'vitest'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { createTabJournals } from './tab-journals.ts'

const exchange = {
  at: 5,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}
const budget = createJournalBudget()

it('a journal is the same at each call, and kept as it is then', () => {
  const journals = createTabJournals(null)
  const journal = journals.of('w', budget)
  expect(journals.of('w', budget)).toBe(journal)
  expect(journals.of('other', budget)).not.toBe(journal)
  journal.add(exchange)
  expect(journals.toText('w')).toMatchObject({ last: 1, forgotten: 0, entries: [[1, expect.any(String)]] })
})

it('a journal that nobody has asked for is kept as it was found, until its world ends', () => {
  const before = createTabJournals(null)
  before.of('w', budget).add(exchange)
  const journal = before.toText('w')
  const found = {
    format: 1,
    edition: 'current',
    generations: 1,
    dropped: [],
    seeds: {},
    worlds: [{ name: 'w', journal, generation: 1, recipe: Object(null), begun: null, now: Object(null) }],
  }
  const journals = createTabJournals(found)
  expect(journals.toText('w')).toBe(journal)
  expect(journals.toText('nobody')).toMatchObject({ last: 0, entries: [] })
  expect(journals.of('w', budget).last()).toBe(1)
  journals.end('w')
  expect(journals.toText('w')).toMatchObject({ last: 0, entries: [] })
  expect(journals.of('w', budget).last()).toBe(0)
})
