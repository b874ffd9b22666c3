import { Fault } from '../../fault.ts'

/**
 * Why a copy of a file could not be made in a folder, if it is for the folder rather than for the file; null if it is not. SQLite and the
 * system name neither in a way that people would understand.
 */
export function copyFault(folder: string, error: unknown): Fault | null {
  if (!(error instanceof Error) || error instanceof Fault) return null
  const why = 'errcode' in error ? reasonOf(Number(error.errcode)) : systemReasonOf(error)
  return why === null
    ? null
    : new Fault(
        `a temporary copy cannot be written: ${why(folder)}`,
        'Free some space there, or name another folder in the variable TMPDIR. The data itself is as it was.',
        { cause: error },
      )
}

const reasonOf = (code: number): Reason | null => (READS.includes(code) ? null : (BY_CODE[code & 0xff] ?? null))

function systemReasonOf(error: Error): Reason | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return /^E[A-Z]+$/.test(code) ? (BY_NAME[code] ?? ((folder) => `${folder} cannot be used (${code})`)) : null
}

type Reason = (folder: string) => string

const isFull: Reason = (folder) => `the disk of ${folder} is full`
const isClosed: Reason = (folder) => `${folder} cannot be written`

const BY_NAME: Readonly<Record<string, Reason>> = { ENOSPC: isFull, EDQUOT: isFull, EACCES: isClosed, EROFS: isClosed }

/** Errors of SQLite that it has with what it writes. */
const BY_CODE: Readonly<Record<number, Reason>> = { 8: isClosed, 10: isClosed, 13: isFull, 14: isClosed }

/** Kinds of the code 10 that are about reading: SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ. */
const READS: readonly number[] = [266, 522]
