import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { FORMAT } from '../log/format.ts'
import { damageOfFile } from './file-damage.ts'
import { createTables } from './schema.ts'

/** What is wrong with a file that has a world `w` with these rows. */
function damageOf(...rows: readonly string[]): string | null {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  db.exec(`INSERT INTO worlds (id, name, generation, recipe) VALUES (1, 'w', 1, '{}'), (2, 'v', 1, '{}')`)
  for (const row of rows) db.exec(`INSERT INTO ${row}`)
  return damageOfFile(db, FORMAT)
}

const entry = (n: number, body = '{"writes":[]}') => `entries VALUES (1, ${n}, '${body}')`
const snapshot = (n: number) => `snapshots VALUES (1, ${n}, '{}')`

describe('the log of a world', () => {
  it.each([
    ['nothing', []],
    ['a snapshot alone', [snapshot(5)]],
    ['entries from the first on', [entry(1), entry(2)]],
    ['entries from its snapshot on', [snapshot(5), entry(6), entry(7)]],
  ])('may be %s', (_, rows) => expect(damageOf(...rows)).toBeNull())

  it.each([
    ['the first is missing', [entry(2)]],
    ['one in between is missing', [entry(1), entry(3)]],
    ['the one after the snapshot is missing', [snapshot(5), entry(7)]],
    ['one is there that the snapshot has', [snapshot(5), entry(5), entry(6)]],
    ['one is there that the snapshot has, in place of a later one', [snapshot(5), entry(5), entry(7)]],
    ['one is there that never was, in place of a later one', [entry(0), entry(2)]],
  ])('has gaps where %s', (_, rows) => expect(damageOf(...rows)).toBe('the log of the world w has gaps'))

  it.each(['', '{', 'null', '[]', '{}', '{"writes":{}}', '{"writes":null}'])('has no entry like %j', (body) => {
    expect(damageOf(entry(1), entry(2, body))).toBe('entry 2 of the world w cannot be read')
  })
})

describe('the numbers of a journal', () => {
  const LAST = 2 ** 52

  it.each([
    `journals VALUES (1, ${LAST}, ${LAST}, 0)`,
    'journals VALUES (1, 0, 0, 0)',
    `exchanges VALUES (1, ${LAST}, '')`,
    `exchanges VALUES (1, 1, '')`,
  ])('may be those of %s', (row) => expect(damageOf(row)).toBeNull())

  it.each([
    `journals VALUES (1, ${LAST + 1}, 0, 0)`,
    'journals VALUES (1, -1, 0, 0)',
    'journals VALUES (1, 1, 2, 0)',
    'journals VALUES (1, 1, -1, 0)',
    `exchanges VALUES (1, ${LAST + 1}, '')`,
    `exchanges VALUES (1, 0, '')`,
  ])('cannot be those of %s', (row) => {
    expect(damageOf(row)).toBe('the journal of the world w has numbers that cannot be')
  })
})

it.each(['meta', 'seeds', 'worlds', 'snapshots', 'entries', 'journals', 'exchanges', 'dropped'])(
  'a file without the table %s, or of it a column, is damaged',
  (table) => {
    for (const sql of [`DROP TABLE ${table}`, `ALTER TABLE ${table} RENAME TO other`]) {
      const db = new DatabaseSync(':memory:')
      createTables(db, 'current')
      db.exec(sql)
      expect(() => damageOfFile(db, FORMAT)).toThrow(`no such table: ${table}`)
    }
  },
)

it('how many numbers were skipped is told from the second format on', () => {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  db.exec('ALTER TABLE journals DROP COLUMN skipped')
  expect(damageOfFile(db, 1)).toBeNull()
  expect(() => damageOfFile(db, 2)).toThrow('no such column: skipped')
})

it('what SQLite itself finds wrong is told as it says it, though all can be read', () => {
  const db = new DatabaseSync(':memory:', { defensive: false })
  createTables(db, 'current')
  db.exec(`
    INSERT INTO dropped (name) VALUES ('w');
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT', 'name INTEGER') WHERE name = 'dropped';
    PRAGMA writable_schema = RESET`)
  expect(damageOfFile(db, FORMAT)).toBe('non-INTEGER value in dropped.name')
})
