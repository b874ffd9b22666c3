import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The cores to pin servers and load to; null: no pinning here. */
export interface Cores {
  readonly server: number | null
  readonly load: number | null
}

const NOT_PINNED: Cores = { server: null, load: null }

/** The first two cores that this process may use. Without `taskset`, or with only one core, nothing is pinned. */
export async function findCores(): Promise<Cores> {
  try {
    const { stdout } = await promisify(execFile)('taskset', ['-cp', String(process.pid)])
    const [server, load] = toNumbers(stdout.slice(stdout.lastIndexOf(':') + 1))
    return server === undefined || load === undefined ? NOT_PINNED : { server, load }
  } catch {
    // No such command: not Linux, or a minimal one. The results then say that nothing was pinned.
    return NOT_PINNED
  }
}

/** Pins this process to a core; null: any. */
export const stayOn = async (core: number | null): Promise<unknown> =>
  core === null ? null : promisify(execFile)('taskset', ['-cp', String(core), String(process.pid)])

/** A command, pinned to a core. */
export const pinned = (core: number | null, file: string, args: readonly string[]): [string, string[]] =>
  core === null ? [file, [...args]] : ['taskset', ['-c', String(core), file, ...args]]

/** `0,2-4` → 0, 2, 3, 4 */
const toNumbers = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.trim().split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
