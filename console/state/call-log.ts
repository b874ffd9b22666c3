import type { JournalEntry } from '../../src/contract/compiled/types.ts'
import { createSignal, type Signal } from './signal.ts'

/** A line of the log: a call, or what the control plane changed. */
export type Line =
  | { readonly kind: 'call'; readonly key: string; readonly world: string; readonly entry: JournalEntry }
  | { readonly kind: 'note'; readonly world: string; readonly text: string }

/** A line with its place in the log. */
export type Placed = Line & { readonly seq: number }

/** The latest lines, oldest first. */
export interface CallLog {
  readonly lines: () => readonly Placed[]
  /** Set once for all lines that arrive within a frame. */
  readonly version: Signal<number>
  /** Lines that were dropped for newer ones. */
  readonly dropped: () => number
  readonly add: (lines: readonly Line[]) => void
  /** Makes room for calls of a new world of this name, whose numbers begin again; the older ones stay. */
  readonly retire: (world: string) => void
  readonly clear: () => void
}

const MOST = 10_000
/** Dropped at a time, since removing the first of many is slow. */
const SLACK = 1_000

/** Collects lines until `later` calls back, such as at the next frame. */
export function createCallLog(later: (flush: () => void) => void, most: number = MOST): CallLog {
  const version = createSignal(0)
  const seen = new Set<string>()
  let [kept, waiting]: [Placed[], Line[]] = [[], []]
  let [next, dropped, isDue] = [0, 0, false]
  const trim = (): void => {
    if (kept.length <= most + SLACK) return
    const over = kept.length - most
    for (const line of kept.slice(0, over)) if (line.kind === 'call') seen.delete(line.key)
    kept = kept.slice(over)
    dropped += over
  }
  const flush = (): void => {
    isDue = false
    const fresh = waiting.filter((line) => line.kind === 'note' || (!seen.has(line.key) && seen.add(line.key)))
    waiting = []
    for (const line of fresh) kept.push({ ...line, seq: next++ })
    trim()
    version.set(version.get() + 1)
  }
  return {
    lines: () => kept,
    version,
    dropped: () => dropped,
    add(lines) {
      waiting.push(...lines)
      // A hidden page has no frames, so what waits must be bounded, too.
      if (waiting.length > most) dropped += waiting.splice(0, waiting.length - most).length
      if (isDue) return
      isDue = true
      later(flush)
    },
    retire(world) {
      flush()
      kept = kept.map((line) => (line.kind === 'call' && line.world === world ? retired(line) : line))
      for (const key of seen) if (key.startsWith(`${world}/`)) seen.delete(key)
    },
    clear() {
      kept = []
      waiting = []
      seen.clear()
      dropped = 0
      version.set(version.get() + 1)
    },
  }
}

/** No entry of the address or of the journal has this key. */
const retired = (line: Extract<Placed, { readonly kind: 'call' }>): Placed =>
  line.key.includes('@') ? line : { ...line, key: `${line.key}@${line.seq}` }
