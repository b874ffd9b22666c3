import { accessSync, closeSync, constants, existsSync, openSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Fault } from '../../fault.ts'
import { Damaged } from '../log/damaged.ts'
import { markFault } from '../log/format.ts'
import { damageOfFile } from './file-damage.ts'
import { readFileHeader } from './file-header.ts'
import { ownerOf, removeOwner, writeOwner } from './owner-file.ts'
import { createTables, readMark, upgradeTables } from './schema.ts'
import { loadSqlite, type Sqlite } from './sqlite-module.ts'
import { sqliteReason } from './sqlite-reason.ts'
import { systemReason } from './system-reason.ts'
import { inTransaction } from './transaction.ts'

/** A database that only this process has open. */
export interface OpenFile {
  readonly db: DatabaseSync
  readonly path: string
  /**
   * Takes it into use: brings it up to date, marks it as open, and does the work, all or nothing. Until then it is as it was. Throws a
   * Fault for what is damaged.
   */
  readonly begin: <Result>(work: (how: FoundFile) => Result) => Result
  readonly close: () => void
}

/** How a file was found. */
export interface FoundFile {
  /** Whether the process before closed it, or there was none. */
  readonly wasClosed: boolean
}

/** A server that stops may hold its file a little longer, while its successor starts already. */
const WAIT_MS = 1_000

/**
 * Opens or creates a file for this process alone. Throws a Fault that says what is wrong and how to fix it; then the file is as it was:
 * one that is foreign, damaged, of another edition, of a newer format, in use or read-only is left untouched. `edition` null accepts
 * any, and creates nothing. Another `judge` may let pass what a server could not use.
 */
export async function openFile(
  file: string,
  edition: string | null,
  judge: (db: DatabaseSync) => void = (db) => judgeFile(db, file, edition),
): Promise<OpenFile> {
  const path = resolve(file)
  const isNew = await isNewFile(path, file)
  if (isNew && edition !== null) return created(await loadSqlite(), path, file, edition)
  const advice = edition === null ? LOOKING : SERVING
  await readFile(file, judge, advice)
  return opened(await loadSqlite(), path, file, advice)
}

/** Reads a file, which may not be in use, without changing it. Throws a Fault for one that is not ours, or damaged. */
export async function readFile<Result>(
  file: string,
  read: (db: DatabaseSync, path: string) => Result | Promise<Result>,
  advice: string = LOOKING,
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
    throw openFault(path, file, error, advice)
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
      return owned(db, path, file)
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    if (!wasThere) rmSync(path, { force: true })
    throw openFault(path, file, error, SERVING)
  }
}

/** Throws a Fault, or `Damaged`, for what a server of this edition can't use; `edition` null accepts any. */
export function judgeFile(db: DatabaseSync, file: string, edition: string | null): void {
  const mark = readMark(db)
  const fault = markFault(file, mark, edition)
  if (fault) throw fault
  const damage = damageOfFile(db, mark.format)
  if (damage !== null) throw new Damaged(damage)
}

/** Without a log beside it, nobody is writing, and SQLite need not make files of its own to read it. */
function toLookAt(path: string): URL {
  const url = pathToFileURL(path)
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1')
  return url
}

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

function opened(sqlite: Sqlite, path: string, file: string, advice: string): OpenFile {
  try {
    judgeWritable(path, file)
    const db = new sqlite.DatabaseSync(path, { timeout: WAIT_MS })
    try {
      db.exec('PRAGMA locking_mode = EXCLUSIVE')
      useLog(db)
      // The lock is taken by this first look, and kept.
      readMark(db)
      return owned(db, path, file)
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw openFault(path, file, error, advice)
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

function owned(db: DatabaseSync, path: string, file: string): OpenFile {
  writeOwner(path)
  let isBegun = false
  return {
    db,
    path,
    begin(work) {
      try {
        const result = inTransaction(db, () => {
          upgradeTables(db)
          const wasClosed = db.prepare(IS_OPEN).get() === undefined
          db.exec(OPENED)
          return work({ wasClosed })
        })
        isBegun = true
        return result
      } catch (error) {
        throw openFault(path, file, error, SERVING)
      }
    },
    close() {
      if (isBegun) tellClosed(db, path)
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
const SQL_ERROR = 1

function openFault(path: string, file: string, error: unknown, advice: string): unknown {
  if (error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === BUSY)
    return inUse(path, file, advice)
  const damage = damageOf(error)
  if (damage !== null) return damagedFault(file, damage, error)
  const reason = sqliteReason(path, error, 'start') ?? systemReason(file, error)
  return reason && !(error instanceof Fault) ? new Fault(reason.why, reason.fix, { cause: error }) : error
}

/** What is damaged, if something failed for that: a table that is missing, or a number larger than any that we write, too. */
function damageOf(error: unknown): string | null {
  if (error instanceof Damaged) return error.message
  if (!(error instanceof Error)) return null
  const isMissing = 'errcode' in error && error.errcode === SQL_ERROR
  const isTooLarge = 'code' in error && error.code === 'ERR_OUT_OF_RANGE'
  return isMissing || isTooLarge ? error.message : null
}

const damagedFault = (file: string, damage: string, cause: unknown): Fault =>
  new Fault(
    `${file} is damaged: ${damage.replaceAll(/\s+/g, ' ')}`,
    'Restore it from a copy, or start with another file; greenroom data drop <world> gives up a damaged world. Nothing was changed.',
    { cause },
  )

function inUse(path: string, file: string, advice: string): Fault {
  const pid = ownerOf(path)
  return new Fault(`${file} is in use by ${pid === null ? 'another process' : `process ${pid}`}`, advice)
}

/** What to do about a file in use: for who wants to serve it, and for who wants to know what is in it. */
const SERVING = 'Stop it, or start with another file: one file belongs to one server.'
const LOOKING =
  'Stop it, or ask the running server: greenroom worlds lists and drops worlds there; world.snapshot() and world.restore() of its client take a snapshot and put one in.'
