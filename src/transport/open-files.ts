import { readFileSync } from 'node:fs'

/** How many files and connections this process may open; null if the system doesn't tell (it is not Linux). */
export function openFilesLimit(): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return soft === undefined ? null : Number(soft)
  } catch {
    return null
  }
}

/** Files, pipes, listeners and the like, which are not connections. */
const OTHERS = 64

/** Enough for the control plane, which serves only a few tools. */
const CONTROL = 1_000

/** How many connections each plane may have, so that a full data plane always leaves some for the control plane. */
export function connectionShares(openFiles: number | null, wanted: number): { data: number; control: number } {
  const all = openFiles === null ? Infinity : Math.max(2, openFiles - OTHERS)
  const control = Math.min(CONTROL, Math.ceil(all / 4))
  return { data: Math.min(wanted, Math.max(1, all - control)), control }
}
