import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The cores to pin servers and load to; null: no pinning here. */
export interface Cores {
  readonly server: number | null
  readonly load: number | null
  /** All that this process may use. */
  readonly all: readonly number[]
}

/** The first two cores that this process may use. Without `taskset`, or with only one core, nothing is pinned. */
export async function findCores(): Promise<Cores> {
  try {
    const { stdout } = await promisify(execFile)('taskset', ['-cp', String(process.pid)])
    const all = toNumbers(stdout.slice(stdout.lastIndexOf(':') + 1))
    const [server, load] = all
    return server === undefined || load === undefined ? { server: null, load: null, all } : { server, load, all }
  } catch {
    // No such command: not Linux, or a minimal one. The results then say that nothing was pinned.
    return { server: null, load: null, all: [] }
  }
}

/** Pins all threads of this process, and the children that it starts from now on, to cores; to none if the list is empty. */
export const stayOn = async (cores: readonly (number | null)[]): Promise<unknown> => {
  const some = cores.filter((core) => core !== null)
  return some.length === 0 ? null : promisify(execFile)('taskset', ['-acp', some.join(','), String(process.pid)])
}

/** A command, pinned to a core. */
export const pinned = (core: number | null, file: string, args: readonly string[]): [string, string[]] =>
  core === null ? [file, [...args]] : ['taskset', ['-c', String(core), file, ...args]]

/** `0,2-4` → 0, 2, 3, 4 */
const toNumbers = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.trim().split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
