import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { inTransaction } from './transaction.ts'

function open() {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE t (n INTEGER UNIQUE)')
  const all = (): unknown =>
    db
      .prepare('SELECT n FROM t ORDER BY n')
      .all()
      .map(({ n }) => n)
  return { db, all }
}

it('work in a transaction is done as a whole, and its result returned', () => {
  const { db, all } = open()
  const result = inTransaction(db, () => {
    db.exec('INSERT INTO t VALUES (1)')
    db.exec('INSERT INTO t VALUES (2)')
    return [db.isTransaction, 'done']
  })
  expect([result, all(), db.isTransaction]).toEqual([[true, 'done'], [1, 2], false])
})

it('work that fails has done nothing, and the next is not held up', () => {
  const { db, all } = open()
  const failing = (): unknown =>
    inTransaction(db, () => {
      db.exec('INSERT INTO t VALUES (1)')
      throw new Error('half done')
    })
  expect(failing).toThrow('half done')
  expect([all(), db.isTransaction]).toEqual([[], false])
  inTransaction(db, () => db.exec('INSERT INTO t VALUES (3)'))
  expect(all()).toEqual([3])
})

it('work within work is part of it', () => {
  const { db, all } = open()
  const failing = (): unknown =>
    inTransaction(db, () => {
      inTransaction(db, () => db.exec('INSERT INTO t VALUES (1)'))
      throw new Error('half done')
    })
  expect(failing).toThrow('half done')
  expect(all()).toEqual([])
})

it('a failure after which SQLite has ended the transaction itself is told as it is', () => {
  const { db, all } = open()
  const failing = (): unknown =>
    inTransaction(db, () => {
      db.exec('INSERT INTO t VALUES (1)')
      db.exec('INSERT OR ROLLBACK INTO t VALUES (1)')
    })
  expect(failing).toThrow('UNIQUE')
  expect(all()).toEqual([])
})
