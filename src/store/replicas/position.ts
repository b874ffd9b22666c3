import { Damaged } from '../log/damaged.ts'
import { Away } from '../redis/away.ts'
import type { StreamEntry } from '../redis/replies.ts'
import { readBatch } from './batch.ts'
import type { ReplicatedParts } from './link.ts'

/** How far a machine has read its log. What reads throws `Damaged` for a log that is not as it was written. */
export interface Position {
  /** The number of the last batch applied; 0 before the first. */
  readonly n: () => number
  /** Whether this entry holds the batch that the machine stands at, rather than another that got its number later. */
  readonly isAt: (entry: StreamEntry) => boolean
  /** Applies these entries. False, with nothing applied, if they don't follow: a snapshot has replaced what comes between. */
  readonly takeAll: (entries: readonly StreamEntry[]) => boolean
  /** Goes on to the batch with this mark, which the machine has applied already. */
  readonly appended: (mark: string, length: number) => void
  /** Starts again from the latest snapshot, and reads the log to its end. */
  readonly startAgain: () => Promise<void>
  /** Saves a snapshot if enough has come since the last one. */
  readonly save: () => void
}

/** A snapshot is due after as many characters as the last one had, and these. */
const BETWEEN_SNAPSHOTS = 128 * 1024

/** Stands before the first batch. */
export function createPosition({ log, machine, onFault }: Omit<ReplicatedParts, 'link'>): Position {
  let [n, mark] = [0, '']
  let [since, lastSnapshot] = [0, 0]
  let isRestoring = false

  const moveTo = (next: number, to: string, length: number): void => {
    n = next
    mark = to
    since += length
  }
  const isAt = ({ n: at, body }: StreamEntry): boolean => at === n && readBatch(body).mark === mark
  const takeAll = (entries: readonly StreamEntry[]): boolean => {
    const [first] = entries
    if (first !== undefined && first.n !== n + 1) return false
    for (const { n: next, body } of entries) {
      if (next !== n + 1) throw lacking(log.key, `entry ${n}`)
      const batch = readBatch(body)
      reading(log.key, () => machine.apply(batch.lines))
      moveTo(next, batch.mark, body.length)
    }
    return true
  }
  /** Stands where the latest snapshot does. */
  const restore = async (): Promise<void> => {
    const snapshot = await log.snapshot()
    reading(log.key, () => machine.restore(snapshot?.body ?? null, isRestoring))
    isRestoring = true
    lastSnapshot = snapshot?.body.length ?? 0
    since = 0
    moveTo(snapshot?.n ?? 0, '', 0)
  }
  const startAgain = async (): Promise<void> => {
    for (let tried = -1; ; tried = n) {
      const given = await log.given()
      await restore()
      // The snapshot's own last batch is kept, for its mark.
      const entries = await log.from(n)
      const end = entries.at(-1)?.n ?? 0
      const own = entries[0]?.n === n ? entries.shift() : undefined
      if (own) mark = readBatch(own.body).mark
      const follow = takeAll(entries)
      if (follow && n === end && n >= given) {
        isRestoring = false
        return
      }
      // Meanwhile, a later snapshot may have replaced what follows this one.
      if (n === tried) throw lacking(log.key, follow ? `entry ${end}` : `its snapshot ${n}`)
    }
  }
  return {
    n: () => n,
    isAt,
    takeAll,
    appended: (to, length) => moveTo(n + 1, to, length),
    startAgain,
    save() {
      if (since < BETWEEN_SNAPSHOTS + lastSnapshot) return
      const body = machine.snapshot()
      if (body === null) return
      since = 0
      lastSnapshot = body.length
      log.save({ n, body }).catch((fault: unknown) => {
        // Nothing depends on it: until then, the log has it all.
        if (!(fault instanceof Away)) onFault(fault)
      })
    },
  }
}

const lacking = (key: string, what: string): Damaged =>
  new Damaged(`the log ${key} is damaged: it lacks what follows ${what}`)

/** Says which log it is that can't be read. */
function reading(key: string, work: () => void): void {
  try {
    work()
  } catch (fault) {
    throw fault instanceof Damaged
      ? new Damaged(`the log ${key} is damaged: ${fault.message}`, { cause: fault })
      : fault
  }
}
