import { readdirSync, rmSync } from 'node:fs'

/** Vitest loads each test file by a new URL, so that a run adds an entry for each: after some ten runs, the folder starts anew. */
const MOST_ENTRIES = 20_000

/** The variable by which a process and its children keep in a folder what they compile, for those of the next run. */
export function compiledCodeIn(folder: string, most: number = MOST_ENTRIES): Readonly<Record<string, string>> {
  if (entriesIn(folder) > most) rmSync(folder, { recursive: true, force: true })
  return { NODE_COMPILE_CACHE: folder }
}

function entriesIn(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true }).length
  } catch {
    // There is no such folder yet.
    return 0
  }
}
