import { Damaged } from '../log/damaged.ts'
import type { StreamEntry } from '../redis/replies.ts'
import type { StreamLog } from '../redis/stream-log.ts'
import { readBatch, toBatchText, type Batch } from './batch.ts'
import { damageIn } from './damage.ts'
import type { ReplicatedParts } from './link.ts'
import { createPosition } from './position.ts'

/** Knows whether a machine stands at the end of its log, and takes it there. */
export interface Lookout {
  /** The number of the last batch applied. */
  readonly n: () => number
  /** On a new connection, reads the log to its end: it may have gone on, or lost what was in it. */
  readonly look: () => Promise<void>
  /** Whether the log ends where the machine stands; else reads on. */
  readonly isCurrent: () => Promise<boolean>
  readonly readOn: () => Promise<void>
  /** Starts again from what the log has. */
  readonly beginAnew: () => Promise<void>
  /** Appends what the machine has attempted. */
  readonly append: (batch: Batch) => ReturnType<StreamLog['append']>
  /** Reads on, and says whether the first batch that came has this mark. */
  readonly finds: (mark: string) => Promise<boolean>
  /** Whether news follow at once, or were known already: then they have been applied. */
  readonly takes: (news: readonly StreamEntry[]) => boolean
  /** Saves a snapshot if enough has come since the last one. */
  readonly save: () => void
}

/** Has seen nothing yet. */
export function createLookout({ log, machine, link, onFault }: ReplicatedParts): Lookout {
  const position = createPosition({ log, machine, onFault })
  const { n, takeAll, startAgain } = position
  // The connection on which the end of the log was seen.
  let seenOn: number | null = null
  const hasSeen = (): boolean => seenOn === link.connection()

  /** What is damaged is read from its start the next time: it may have been applied half, or have been repaired. */
  const reading = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (fault) {
      if (damageIn(fault) !== null) seenOn = null
      throw fault
    }
  }
  const readOn = (): Promise<void> =>
    reading(async () => {
      const news = await log.from(n() + 1)
      if (!takeAll(news) || (news.length === 0 && (await log.given()) > n())) await startAgain()
    })
  const beginAnew = (): Promise<void> =>
    reading(async () => {
      machine.lost(n(), await log.last())
      await startAgain()
    })
  /** The batch that it stands at may have been replaced by another of its number, after the server had lost it. */
  const lookAgain = async (): Promise<void> => {
    if (n() === 0) return startAgain()
    const [own, ...more] = await log.from(n())
    if (own === undefined || (own.n === n() && !position.isAt(own))) await beginAnew()
    else if (own.n !== n() || !takeAll(more)) await startAgain()
  }
  const look = async (): Promise<void> => {
    const connection = link.connection()
    if (seenOn === connection) return
    await reading(seenOn === null ? startAgain : lookAgain)
    seenOn = connection
  }
  return {
    n,
    look,
    readOn,
    beginAnew,
    async isCurrent() {
      const last = await log.last()
      if (last === n()) return hasSeen()
      await (last < n() ? beginAnew() : readOn())
      return false
    },
    async append(batch) {
      if (!hasSeen()) return 'taken'
      const text = toBatchText(batch)
      const outcome = await log.append(n() + 1, text)
      if (outcome === 'appended') position.appended(batch.mark, text.length)
      return outcome
    },
    async finds(mark) {
      const at = n()
      const [next] = await log.from(at + 1)
      await look()
      return next?.n === at + 1 && n() > at && readBatch(next.body).mark === mark
    },
    takes(news) {
      try {
        return hasSeen() && takeAll(news.filter((entry) => entry.n > n()))
      } catch (fault) {
        if (!(fault instanceof Damaged)) throw fault
        seenOn = null
        return false
      }
    },
    save: position.save,
  }
}
