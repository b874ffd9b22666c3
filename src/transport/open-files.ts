import { readFileSync } from 'node:fs'

/** How many files and connections this process may have open; null where the system does not say (no Linux). */
export function openFilesLimit(): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return soft === undefined ? null : Number(soft)
  } catch {
    return null
  }
}

/** Files, pipes, listeners and the like, which are no connections. */
const OTHERS = 64

/** What the control plane serves is for a few tools. */
const CONTROL = 1_000

/** How many connections each plane may have, so that a full data plane leaves the control plane its own, whatever the system allows. */
export function connectionShares(openFiles: number | null, wanted: number): { data: number; control: number } {
  const all = openFiles === null ? Infinity : Math.max(2, openFiles - OTHERS)
  const control = Math.min(CONTROL, Math.ceil(all / 4))
  return { data: Math.min(wanted, Math.max(1, all - control)), control }
}
