import { Declined } from './away.ts'
import type { Redis } from './client.ts'
import { numberOf, toEntries, type StreamEntry } from './replies.ts'

/** A log in a stream, whose entries are numbered without a gap from 1, and a snapshot that stands for the first of them. */
export interface StreamLog {
  /** The key of its stream. */
  readonly key: string
  /**
   * Appends an entry if it is the next one: `taken` if another writer was first, `lost` if the stream is gone, so that nothing
   * follows from what was in it. Throws `Away`: then it may have been appended.
   */
  readonly append: (n: number, body: string) => Promise<'appended' | 'taken' | 'lost'>
  /** The entries from a number on, oldest first; those that a snapshot stands for may be missing. */
  readonly from: (n: number) => Promise<StreamEntry[]>
  /** The number of the latest entry; 0 if there is none. */
  readonly last: () => Promise<number>
  /** The number of the latest entry that ever was in it, which may be gone; 0 if the stream is. */
  readonly given: () => Promise<number>
  /** Null if there is none. Its number is that of the last entry that it stands for. */
  readonly snapshot: () => Promise<StreamEntry | null>
  /** Saves a snapshot unless there is a later one, and removes the entries before its last one. */
  readonly save: (snapshot: Pick<StreamEntry, 'n' | 'body'>) => Promise<void>
  /** Forgets it after a time. */
  readonly expire: (ms: number) => Promise<void>
}

/** All keys of a log whose keys start so: that of its stream, and that of its snapshot. */
export const streamKeys = (start: string): [log: string, snapshot: string] => [`${start}:log`, `${start}:snapshot`]

/** The log under keys that start so. */
export function streamLog({ call }: Pick<Redis, 'call'>, start: string): StreamLog {
  const [key, snapshots] = streamKeys(start)
  return {
    key,
    async append(n, body) {
      try {
        // An id of our own makes it a comparison: the server refuses any that is not above the last one.
        const added = await call('XADD', key, ...(n > 1 ? ['NOMKSTREAM'] : []), `${n}-0`, 'e', body)
        return added === null ? 'lost' : 'appended'
      } catch (error) {
        if (error instanceof Declined && IS_TAKEN.test(error.message)) return 'taken'
        throw error
      }
    },
    from: async (n) => toEntries(await call('XRANGE', key, `${n}-0`, '+')),
    last: async () => toEntries(await call('XREVRANGE', key, '+', '-', 'COUNT', 1))[0]?.n ?? 0,
    async given() {
      if ((await call('EXISTS', key)) === 0) return 0
      const info = await call('XINFO', 'STREAM', key)
      const id: unknown = Array.isArray(info) ? info[info.indexOf('last-generated-id') + 1] : undefined
      return typeof id === 'string' ? numberOf(id) : 0
    },
    snapshot: async () => toEntries(await call('XREVRANGE', snapshots, '+', '-', 'COUNT', 1))[0] ?? null,
    async save({ n, body }) {
      try {
        await call('XADD', snapshots, 'MAXLEN', 1, `${n}-0`, 'e', body)
      } catch (error) {
        // A later one, whose writer trims the log.
        if (error instanceof Declined && IS_TAKEN.test(error.message)) return
        throw error
      }
      // The last entry stays, since its number is the log's; some more, for those who are only a little behind.
      await call('XTRIM', key, 'MINID', `${Math.max(1, n - LEFT_BEHIND)}-0`)
    },
    expire: async (ms) => void (await Promise.all([call('PEXPIRE', key, ms), call('PEXPIRE', snapshots, ms)])),
  }
}

/** A process that is further behind starts again from the snapshot, and its sockets have missed something. */
const LEFT_BEHIND = 64

const IS_TAKEN = /equal or smaller/
