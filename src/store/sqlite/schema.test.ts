import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { APPLICATION_ID } from './file-header.ts'
import { createTables, readMark, upgradeTables } from './schema.ts'

function open(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  createTables(db, '2022')
  return db
}

it('a new file is marked as ours, with the format and the edition that wrote it', () => {
  const db = open()
  expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: APPLICATION_ID })
  expect(readMark(db)).toEqual({ format: 2, edition: '2022' })
})

it('a file of the newest format is left as it is', () => {
  const db = open()
  upgradeTables(db)
  expect(readMark(db).format).toBe(2)
  const unwanted = (): never => {
    throw new Error('not wanted')
  }
  upgradeTables(db, { 0: unwanted, 1: unwanted, 2: unwanted })
})

it('tables that cannot all be made are none', () => {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE dropped (x)')
  expect(() => createTables(db, 'current')).toThrow('already exists')
  expect(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 1 })
})

it.each([
  ['INSERT INTO worlds VALUES (7, ?, 1, ?, NULL)', ['w', '{}'], ['w', '{}']],
  ['INSERT INTO entries VALUES (1, 2, ?)', ['a'], ['b']],
  ['INSERT INTO exchanges VALUES (1, 2, ?)', ['a'], ['b']],
  ['INSERT INTO dropped (name) VALUES (?)', ['w'], ['w']],
])('%s is possible once', (sql, first, second) => {
  const insert = open().prepare(sql)
  insert.run(...first)
  expect(() => insert.run(...second)).toThrow('UNIQUE')
})

it('a file is brought up to date a format at a time; a failure leaves it in the one before', () => {
  const db = open()
  db.exec('PRAGMA user_version = 1')
  const seen: number[] = []
  const note = (): void => void seen.push(readMark(db).format)
  const failing = (): never => {
    throw new Error('no')
  }
  expect(() => upgradeTables(db, { 1: note, 2: failing }, 3)).toThrow('no')
  expect([seen, readMark(db).format]).toEqual([[1], 2])
  expect(() => upgradeTables(db, {}, 3)).toThrow('there is no way from format 2 to format 3')
  upgradeTables(db, { 2: note }, 3)
  expect([seen, readMark(db).format]).toEqual([[1, 2], 3])
})

it('a file of the first format gets what the second one has', () => {
  const db = open()
  db.exec('ALTER TABLE journals DROP COLUMN skipped; PRAGMA user_version = 1')
  upgradeTables(db)
  db.exec('INSERT INTO journals (world, last, forgotten) VALUES (1, 2, 0)')
  expect(db.prepare('SELECT skipped FROM journals').get()).toEqual({ skipped: 0 })
})

it.each([`DELETE FROM meta`, `UPDATE meta SET value = ''`])('a file without an edition is damaged: %s', (sql) => {
  const db = open()
  db.exec(sql)
  expect(() => readMark(db)).toThrow('it does not say which edition wrote it')
})
