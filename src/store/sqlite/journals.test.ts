import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createJournalBudget } from '../../world/journal-budget.ts'
import type { Recorded } from '../../world/journal.ts'
import { createJournals, skipNumbers, unreadableCalls } from './journals.ts'
import { toExchangeText } from '../log/journal-text.ts'
import { createTables, upgradeTables } from './schema.ts'

const SKIPPED = 100_000

const exchange = (body = ''): Recorded => ({
  at: 0,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body, about: { outcome: null, operation: null, cause: '', forced: null } },
})

const unexpected = (count: number): void => expect.unreachable(`${count} cannot be read`)

const open = (): DatabaseSync => {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  return db
}

const numbersIn = (db: DatabaseSync): number[] =>
  db
    .prepare('SELECT n FROM exchanges ORDER BY n')
    .all()
    .map(({ n }) => Number(n))

it('the file has the latest exchanges: as many as a journal holds, and no more text than a mebibyte', () => {
  const db = open()
  const journals = createJournals(db)
  const journal = journals.of(1, createJournalBudget(), unexpected)
  for (let n = 0; n < 200; n++) journal.add(exchange())
  journals.flush()
  for (let n = 0; n < 100; n++) journal.add(exchange())
  journals.flush()
  expect([numbersIn(db)[0], numbersIn(db).length]).toEqual([45, 256])
  for (let n = 0; n < 30; n++) journal.add(exchange('x'.repeat(100_000)))
  journals.flush()
  expect(numbersIn(db)).toEqual([321, 322, 323, 324, 325, 326, 327, 328, 329, 330])
  journal.add(exchange('x'.repeat(2_000_000)))
  journals.flush()
  expect(numbersIn(db).at(-1)).toBe(331)
})

it('a world has one journal, however often it is asked for', () => {
  const journals = createJournals(open())
  const journal = journals.of(1, createJournalBudget(), unexpected)
  journal.add(exchange())
  expect(journals.of(1, createJournalBudget(), unexpected)).toBe(journal)
  expect(journals.of(2, createJournalBudget(), unexpected).since(0)).toEqual([])
})

it('texts of exactly a mebibyte are all kept; of one character more, the first is left out', () => {
  const half = (1024 * 1024) / 2 - toExchangeText(exchange()).length
  const kept = (more: string) => {
    const db = open()
    const journals = createJournals(db)
    const journal = journals.of(1, createJournalBudget(), unexpected)
    for (const end of [more, '']) journal.add(exchange('x'.repeat(half) + end))
    journals.flush()
    return numbersIn(db)
  }
  expect([kept(''), kept('x')]).toEqual([[1, 2], [2]])
})

it('a journal that was cleared is empty in the file, too, and its numbers go on', () => {
  const db = open()
  const journals = createJournals(db)
  const journal = journals.of(1, createJournalBudget(), unexpected)
  journal.add(exchange())
  journals.flush()
  journal.clear()
  journals.flush()
  expect(numbersIn(db)).toEqual([])
  expect(createJournals(db).of(1, createJournalBudget(), unexpected).last()).toBe(1)
})

it('gives no number again after a sudden end, and finds each entry by its own', () => {
  const db = open()
  const first = createJournals(db)
  const before = first.of(1, createJournalBudget(), unexpected)
  for (let n = 0; n < 300; n++) before.add(exchange(String(n)))
  first.flush()
  // Nobody has written this one down.
  before.add(exchange())
  skipNumbers(db)
  const journal = createJournals(db).of(1, createJournalBudget(), unexpected)
  expect([journal.last(), journal.count()]).toEqual([300 + SKIPPED, 300])
  journal.add(exchange('new'))
  expect(journal.since(299).map(({ n, answer }) => [n, answer.body])).toEqual([
    [300, '299'],
    [301 + SKIPPED, 'new'],
  ])
  expect(journal.since(300 + SKIPPED)).toHaveLength(1)
  expect(journal.since(0)).toHaveLength(256)
  expect(journal.forgotten()).toBe(45)
})

it('counts calls, not the numbers that sudden ends have skipped, however many there were', () => {
  const db = open()
  for (let end = 0; end < 3; end++) {
    skipNumbers(db)
    const journals = createJournals(db)
    journals.of(1, createJournalBudget(), unexpected).add(exchange())
    journals.flush()
  }
  const journal = createJournals(db).of(1, createJournalBudget(), unexpected)
  expect([journal.last(), journal.count()]).toEqual([2 * SKIPPED + 3, 3])
})

it('skips numbers of a journal that nobody has written down, too', () => {
  const db = open()
  db.exec(`INSERT INTO worlds VALUES (1, 'w', 1, '{}', NULL)`)
  skipNumbers(db)
  const journal = createJournals(db).of(1, createJournalBudget(), unexpected)
  expect([journal.last(), journal.count()]).toEqual([SKIPPED, 0])
})

it('goes on in a file that was written before numbers and calls were told apart', () => {
  const db = open()
  db.exec('ALTER TABLE journals DROP COLUMN skipped; PRAGMA user_version = 1; INSERT INTO journals VALUES (1, 7, 0)')
  upgradeTables(db)
  const journal = createJournals(db).of(1, createJournalBudget(), unexpected)
  expect([journal.last(), journal.count()]).toEqual([7, 7])
})

it('writes nothing while nothing is added, and nothing of a world that has ended', () => {
  const db = open()
  const journals = createJournals(db)
  const journal = journals.of(1, createJournalBudget(), unexpected)
  journals.flush()
  expect(db.prepare('SELECT * FROM journals').all()).toEqual([])
  journal.add(exchange())
  journal.end()
  journals.flush()
  expect([numbersIn(db), db.prepare('SELECT * FROM journals').all()]).toEqual([[], []])
})

it('says how many exchanges cannot be read, and goes on with the others', () => {
  const db = open()
  const journals = createJournals(db)
  const journal = journals.of(1, createJournalBudget(), unexpected)
  for (let n = 0; n < 4; n++) journal.add(exchange())
  journals.flush()
  db.exec(`UPDATE exchanges SET body = '{' WHERE n = 2; UPDATE exchanges SET body = '{}' WHERE n = 3`)
  const told: number[] = []
  const again = createJournals(db).of(1, createJournalBudget(), (count) => told.push(count))
  expect([told, again.since(0).map(({ n }) => n), again.last()]).toEqual([[2], [1, 4], 4])
  expect([unreadableCalls(1), unreadableCalls(2)]).toEqual([
    'a call in its journal cannot be read',
    '2 calls in its journal cannot be read',
  ])
})
