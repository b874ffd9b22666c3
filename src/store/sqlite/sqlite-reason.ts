import { basename } from 'node:path'
import { isObject } from '../../json.ts'

/** Why SQLite could not do something, and how to fix it, for people. */
export interface SqliteReason {
  readonly why: string
  readonly fix: string
}

/** Says why, by the code of SQLite's error. Null for an error that isn't SQLite's. */
export function sqliteReason(path: string, error: unknown): SqliteReason | null {
  if (!(error instanceof Error) || !isObject(error) || typeof error['errcode'] !== 'number') return null
  // The upper bits tell kinds of one code apart.
  const told = REASONS[error['errcode'] & 0xff]
  const file = basename(path)
  return told ? told(file) : { why: `${file} cannot be used: ${error.message}`, fix: 'Check the file and its disk.' }
}

const REASONS: Readonly<Record<number, (file: string) => SqliteReason>> = {
  5: (file) => ({ why: `${file} is in use by another process`, fix: 'Stop that process.' }),
  6: (file) => ({ why: `${file} is in use by another process`, fix: 'Stop that process.' }),
  8: (file) => ({
    why: `${file} is read-only, or was moved or deleted`,
    fix: 'Make the file and its folder writable for the user of this process.',
  }),
  10: (file) => ({
    why: `${file} cannot be read or written`,
    fix: 'Check its disk; it goes on by itself when that works.',
  }),
  11: (file) => ({ why: `${file} is damaged`, fix: 'Restore it from a copy, or start with another file.' }),
  13: (file) => ({
    why: `the disk of ${file} is full`,
    fix: 'Free some space; it goes on by itself.',
  }),
  14: (file) => ({
    why: `${file} cannot be opened`,
    fix: 'Give the path of a file in an existing folder that the user of this process may write to.',
  }),
  26: (file) => ({ why: `${file} is not a database`, fix: 'Choose another file. Nothing was changed.' }),
}
