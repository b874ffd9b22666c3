import { accessSync, closeSync, constants, existsSync, openSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Fault } from '../../fault.ts'
import { markFault } from '../log/format.ts'
import { readFileHeader } from './file-header.ts'
import { ownerOf, removeOwner, writeOwner } from './owner-file.ts'
import { createTables, readMark, upgradeTables } from './schema.ts'
import { loadSqlite, type Sqlite } from './sqlite-module.ts'
import { sqliteReason } from './sqlite-reason.ts'

/** A database that only this process has open. */
export interface OpenFile {
  readonly db: DatabaseSync
  readonly path: string
  /** Whether the process before closed it, or there was none. */
  readonly wasClosed: boolean
  readonly close: () => void
}

/** A server that stops may hold its file a little longer, while its successor starts already. */
const WAIT_MS = 1_000

/**
 * Opens or creates a file for this process alone. Throws a Fault that says what is wrong and how to fix it; then the file is as it was:
 * one that is foreign, damaged, of another edition, of a newer format, in use or read-only is left untouched. `edition` null accepts
 * any, and creates nothing.
 */
export async function openFile(file: string, edition: string | null): Promise<OpenFile> {
  const path = resolve(file)
  const isNew = await isNewFile(path, file)
  if (isNew && edition !== null) return created(await loadSqlite(), path, file, edition)
  await readFile(file, (db) => judgeFile(db, file, edition))
  return opened(await loadSqlite(), path, file)
}

/** Reads a file, which may not be in use, without changing it. Throws a Fault for one that is not ours, or damaged. */
export async function readFile<Result>(
  file: string,
  read: (db: DatabaseSync, path: string) => Result | Promise<Result>,
): Promise<Result> {
  const path = resolve(file)
  if (await isNewFile(path, file)) throw new Fault(`there is no data in ${file}`, 'Check the path.')
  const { DatabaseSync } = await loadSqlite()
  try {
    const db = new DatabaseSync(toLookAt(path), { readOnly: true, timeout: WAIT_MS })
    try {
      return await read(db, path)
    } finally {
      db.close()
    }
  } catch (error) {
    throw openFault(path, file, error)
  }
}

async function isNewFile(path: string, file: string): Promise<boolean> {
  const { kind, ...header } = await readFileHeader(path)
  if ('what' in header)
    throw new Fault(`${file} ${header.what}`, 'Choose another file for --data. Nothing was changed.')
  if (kind === 'new' && !existsSync(dirname(path)))
    throw new Fault(`there is no folder ${dirname(file)} for ${file}`, 'Make it first, or choose another path.')
  return kind === 'new'
}

function created(sqlite: Sqlite, path: string, file: string, edition: string): OpenFile {
  const wasThere = existsSync(path)
  try {
    // Only for its owner: seeds and journals may hold data of others. SQLite gives its other files the same mode.
    if (!wasThere) closeSync(openSync(path, 'wx', 0o600))
    const db = new sqlite.DatabaseSync(path, { timeout: WAIT_MS })
    try {
      db.exec('PRAGMA locking_mode = EXCLUSIVE')
      createTables(db, edition)
      useLog(db)
      db.exec(OPENED)
    } catch (error) {
      db.close()
      throw error
    }
    return owned(db, path, true)
  } catch (error) {
    if (!wasThere) rmSync(path, { force: true })
    throw openFault(path, file, error)
  }
}

/** Throws a Fault for what a server of this edition can't use; `edition` null accepts any. */
export function judgeFile(db: DatabaseSync, file: string, edition: string | null): void {
  const fault = markFault(file, readMark(db), edition) ?? damageIn(db, file)
  if (fault) throw fault
}

/** Without a log beside it, nobody is writing, and SQLite need not make files of its own to read it. */
function toLookAt(path: string): URL {
  const url = pathToFileURL(path)
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1')
  return url
}

function damageIn(db: DatabaseSync, file: string): Fault | null {
  const [found] = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})
  const damage = found === 'ok' ? logDamageIn(db) : String(found)
  return damage === null
    ? null
    : new Fault(
        `${file} is damaged: ${damage.replaceAll(/\s+/g, ' ')}`,
        'Restore it from a copy, or start with another file. Nothing was changed.',
      )
}

/** Entries must follow each other from the snapshot on, and be entries. */
function logDamageIn(db: DatabaseSync): string | null {
  const gap = db.prepare(GAPS).get()
  if (gap) return `the log of the world ${String(gap['name'])} has gaps`
  const broken = db.prepare(BROKEN).get()
  return broken ? `entry ${String(broken['n'])} of the world ${String(broken['name'])} cannot be read` : null
}

const GAPS = `
  SELECT name FROM (
    SELECT name, ifnull(snapshots.n, 0) AS base, count(entries.n) AS entries, max(entries.n) AS last
    FROM worlds LEFT JOIN snapshots ON snapshots.world = id LEFT JOIN entries ON entries.world = id GROUP BY id
  ) WHERE entries > 0 AND last <> base + entries`

const BROKEN = `
  SELECT name, n FROM entries JOIN worlds ON world = id
  WHERE CASE WHEN json_valid(body) THEN ifnull(json_type(body, '$.writes'), '') <> 'array' ELSE TRUE END LIMIT 1`

/** SQLite takes a file that it can only read for one on a broken disk. */
function judgeWritable(path: string, file: string): void {
  try {
    accessSync(path, constants.W_OK)
  } catch (error) {
    throw new Fault(
      `${file} is read-only`,
      'Make the file and its folder writable for the user of this process. Nothing was changed.',
      { cause: error },
    )
  }
}

function opened(sqlite: Sqlite, path: string, file: string): OpenFile {
  try {
    judgeWritable(path, file)
    const db = new sqlite.DatabaseSync(path, { timeout: WAIT_MS })
    try {
      db.exec('PRAGMA locking_mode = EXCLUSIVE')
      useLog(db)
      upgradeTables(db)
      const wasClosed = db.prepare(IS_OPEN).get() === undefined
      // The lock is taken by this first write.
      db.exec(OPENED)
      return owned(db, path, wasClosed)
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw openFault(path, file, error)
  }
}

/** A commit survives the end of the process at any moment; the last ones may be lost with the power, but nothing is damaged. */
function useLog(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = NORMAL')
  // 32 MB of pages. Each time they go into the file, SQLite waits for the disk; by default, that is eight times as often.
  db.exec('PRAGMA wal_autocheckpoint = 8000')
}

const IS_OPEN = `SELECT value FROM meta WHERE name = 'open'`
const OPENED = `INSERT OR REPLACE INTO meta VALUES ('open', datetime('now'))`

function owned(db: DatabaseSync, path: string, wasClosed: boolean): OpenFile {
  writeOwner(path)
  return {
    db,
    path,
    wasClosed,
    close() {
      tellClosed(db, path)
      db.close()
      removeOwner(path)
    },
  }
}

/** If the disk is full, the next process takes it for a sudden end. */
function tellClosed(db: DatabaseSync, path: string): void {
  try {
    db.exec(`DELETE FROM meta WHERE name = 'open'`)
  } catch (error) {
    if (sqliteReason(path, error) === null) throw error
  }
}

const BUSY = 5

function openFault(path: string, file: string, error: unknown): unknown {
  if (error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === BUSY) return inUse(path, file)
  const reason = sqliteReason(path, error) ?? systemReason(file, error)
  return reason && !(error instanceof Fault) ? new Fault(reason.why, reason.fix, { cause: error }) : error
}

function inUse(path: string, file: string): Fault {
  const pid = ownerOf(path)
  return new Fault(
    `${file} is in use by ${pid === null ? 'another process' : `process ${pid}`}`,
    'Stop it, or start with another file: one file belongs to one server.',
  )
}

const systemReason = (file: string, error: unknown): { why: string; fix: string } | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')
    ? {
        why: `${file} cannot be created: ${error.message}`,
        fix: 'Give the path of a file in a folder that the user of this process may write to.',
      }
    : null
