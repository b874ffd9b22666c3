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
