import type { DatabaseSync } from 'node:sqlite'

/** What is wrong with the tables and rows of a file of ours, so far as that shows without its worlds; null if nothing is. */
export function damageOfFile(db: DatabaseSync, format: number): string | null {
  const [found] = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})
  if (found !== 'ok') return String(found)
  // SQLite throws, and says what is missing.
  for (const sql of columnsOf(format)) db.prepare(sql)
  return logDamageIn(db) ?? journalDamageIn(db)
}

const columnsOf = (format: number): readonly string[] => [
  'SELECT name, value FROM meta',
  'SELECT hash, body FROM seeds',
  'SELECT id, name, generation, recipe, contents FROM worlds',
  'SELECT world, n, body FROM snapshots',
  'SELECT world, n, body FROM entries',
  `SELECT world, last, forgotten ${format < 2 ? '' : ', skipped'} FROM journals`,
  'SELECT world, n, body FROM exchanges',
  'SELECT id, name FROM dropped',
]

/** Entries must follow each other from the snapshot on, and be entries. */
function logDamageIn(db: DatabaseSync): string | null {
  const gap = db.prepare(GAPS).get()
  if (gap) return `the log of the world ${String(gap['name'])} has gaps`
  const broken = db.prepare(BROKEN).get()
  return broken ? `entry ${String(broken['n'])} of the world ${String(broken['name'])} cannot be read` : null
}

/** Numbers must leave room to go on: JavaScript counts to twice as many. */
function journalDamageIn(db: DatabaseSync): string | null {
  const [name] = Object.values(db.prepare(UNCOUNTABLE).get() ?? {})
  return name === undefined ? null : `the journal of the world ${String(name)} has numbers that cannot be`
}

const GAPS = `
  SELECT name FROM (
    SELECT name, ifnull(snapshots.n, 0) AS base, count(entries.n) AS entries, min(entries.n) AS first, max(entries.n) AS last
    FROM worlds LEFT JOIN snapshots ON snapshots.world = id LEFT JOIN entries ON entries.world = id GROUP BY id
  ) WHERE entries > 0 AND (first <> base + 1 OR last <> base + entries)`

const BROKEN = `
  SELECT name, n FROM entries JOIN worlds ON world = id
  WHERE CASE WHEN json_valid(body) THEN ifnull(json_type(body, '$.writes'), '') <> 'array' ELSE TRUE END LIMIT 1`

const MOST = 2 ** 52

const UNCOUNTABLE = `
  SELECT name FROM worlds JOIN journals ON journals.world = id
  WHERE last NOT BETWEEN 0 AND ${MOST} OR forgotten NOT BETWEEN 0 AND last
  UNION ALL SELECT name FROM worlds JOIN exchanges ON exchanges.world = id WHERE n NOT BETWEEN 1 AND ${MOST}
  LIMIT 1`
