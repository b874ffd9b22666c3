import { basename } from 'node:path'
import { isObject } from '../../json.ts'

/** Why SQLite could not do something, and how to fix it, for people. */
export interface SqliteReason {
  readonly why: string
  readonly fix: string
}

/** Says why, by the code of SQLite's error. Null for an error that isn't SQLite's. Only who is running goes on once it is fixed. */
export function sqliteReason(path: string, error: unknown, when: 'start' | 'running' = 'running'): SqliteReason | null {
  if (!(error instanceof Error) || !isObject(error) || typeof error['errcode'] !== 'number') return null
  // The upper bits tell kinds of one code apart.
  const told = error['errcode'] === SHARED_MEMORY_FULL ? diskFull : REASONS[error['errcode'] & 0xff]
  const file = basename(path)
  return told
    ? told(file, when === 'running')
    : { why: `${file} cannot be used: ${error.message}`, fix: 'Check the file and its disk.' }
}

type Reason = (file: string, isRunning: boolean) => SqliteReason

/** The reason that the system gives, too, for what is written beside a database. */
export const diskFull: Reason = (file, isRunning) => ({
  why: `the disk of ${file} is full`,
  fix: isRunning ? 'Free some space; it goes on by itself.' : 'Free some space, and try again.',
})

/** SQLITE_IOERR_SHMSIZE: the file beside the log can't grow. */
const SHARED_MEMORY_FULL = 4874

const REASONS: Readonly<Record<number, Reason>> = {
  5: (file) => ({ why: `${file} is in use by another process`, fix: 'Stop that process.' }),
  6: (file) => ({ why: `${file} is in use by another process`, fix: 'Stop that process.' }),
  8: (file) => ({
    why: `${file} is read-only, or was moved or deleted`,
    fix: 'Make the file and its folder writable for the user of this process.',
  }),
  10: (file, isRunning) => ({
    why: `${file} cannot be read or written`,
    fix: isRunning ? 'Check its disk; it goes on by itself when that works.' : 'Check its disk, and try again.',
  }),
  11: (file) => ({ why: `${file} is damaged`, fix: 'Restore it from a copy, or start with another file.' }),
  13: diskFull,
  14: (file) => ({
    why: `${file} cannot be opened`,
    fix: 'Give the path of a file in an existing folder that the user of this process may write to.',
  }),
  26: (file) => ({ why: `${file} is not a database`, fix: 'Choose another file. Nothing was changed.' }),
}
