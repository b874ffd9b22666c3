import type { DatabaseSync } from 'node:sqlite'
import { Damaged } from '../log/damaged.ts'
import { FORMAT, type DataMark } from '../log/format.ts'
import { APPLICATION_ID } from './file-header.ts'
import { inTransaction } from './transaction.ts'

/**
 * The tables. A world is a row of `worlds`: what it began with, its snapshot up to an entry, and the entries since. A change appends
 * one entry, and nothing is ever rewritten in place.
 */
const TABLES = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE seeds (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE worlds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL,
    recipe TEXT NOT NULL,
    contents TEXT
  ) STRICT;
  CREATE TABLE snapshots (world INTEGER PRIMARY KEY, n INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE entries (
    world INTEGER NOT NULL,
    n INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (world, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journals (
    world INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    forgotten INTEGER NOT NULL,
    skipped INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE exchanges (
    world INTEGER NOT NULL,
    n INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (world, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE dropped (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
`

/** Makes the tables in an empty file. */
export const createTables = (db: DatabaseSync, edition: string): void =>
  inTransaction(db, () => {
    db.exec(TABLES)
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
    db.exec(`PRAGMA user_version = ${FORMAT}`)
    db.prepare(`INSERT INTO meta VALUES ('edition', ?)`).run(edition)
  })

/** Which format and edition wrote the file. Throws `Damaged` if it doesn't say. */
export function readMark(db: DatabaseSync): DataMark {
  const format = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  const edition = db.prepare(`SELECT value FROM meta WHERE name = 'edition'`).get()?.['value']
  if (typeof edition !== 'string' || edition === '') throw new Damaged('it does not say which edition wrote it')
  return { format, edition }
}

/** Turns a file of a format into one of the next format. */
export type Upgrade = (db: DatabaseSync) => void

/** By the format that each turns into the next one; keep all of them. */
const UPGRADES: Readonly<Record<number, Upgrade>> = {
  1: (db) => db.exec('ALTER TABLE journals ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0'),
}

/** Brings a file up to date, step by step, each in one transaction: a failure leaves it in a format that it was. */
export function upgradeTables(
  db: DatabaseSync,
  upgrades: Readonly<Record<number, Upgrade>> = UPGRADES,
  format: number = FORMAT,
): void {
  for (let { format: found } = readMark(db); found < format; found++) {
    const upgrade = upgrades[found]
    if (!upgrade) throw new Error(`there is no way from format ${found} to format ${found + 1}`)
    inTransaction(db, () => {
      upgrade(db)
      db.exec(`PRAGMA user_version = ${found + 1}`)
    })
  }
}
