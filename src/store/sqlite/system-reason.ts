import { basename } from 'node:path'
import { diskFull, type SqliteReason } from './sqlite-reason.ts'

/** Says why the system could not create a file, by its code, and how to fix it. Null for an error that isn't the system's. */
export function systemReason(file: string, error: unknown): SqliteReason | null {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')))
    return null
  if (['ENOSPC', 'EDQUOT'].includes(error.code)) return diskFull(basename(file), false)
  return {
    why: `${file} cannot be created: ${error.message}`,
    fix: 'Give the path of a file in a folder that the user of this process may write to.',
  }
}
