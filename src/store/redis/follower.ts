import { Away, Declined } from './away.ts'
import type { Redis } from './client.ts'
import { toNews, type StreamEntry } from './replies.ts'

/** Waits for news of streams: at once, and without asking for those that have none. */
export interface Follower {
  /** Tells of entries of a stream after this id, until the returned function is called. */
  readonly follow: (key: string, after: string, onNews: (news: readonly StreamEntry[]) => void) => () => void
  readonly close: () => void
}

/** What a follower needs. */
export interface FollowerParts {
  /** A connection of its own, since it is always waiting. */
  readonly listening: Redis
  /** Another one. */
  readonly commands: Pick<Redis, 'call'>
  /** The key of a stream that nobody else uses: it ends a wait when there is more to wait for. */
  readonly bell: string
  /** Resolves a while later, before it tries again what failed. */
  readonly pause: () => Promise<void>
  /** Called with failures other than that the server is away. */
  readonly onFault: (fault: unknown) => void
}

interface Followed {
  seen: string
  readonly onNews: (news: readonly StreamEntry[]) => void
}

/** Shorter than a connection may be silent. */
const WAIT_MS = 2_000
const BELL_MS = 60_000
const MOST_ENTRIES = 200

/** Follows nothing yet. */
export function createFollower({ listening, commands, bell, pause, onFault }: FollowerParts): Follower {
  const followed = new Map<string, Followed>()
  let rings = 0
  let isClosed = false
  const fault = (error: unknown): void => {
    if (!(error instanceof Away)) onFault(error)
  }
  const add = (): Promise<unknown> => commands.call('XADD', bell, 'MAXLEN', 1, `${rings}-0`, 'e', '')
  /** It only ends waits: nothing is lost with what others have put in its place. */
  const replaceBell = (): Promise<unknown> => Promise.all([commands.call('DEL', bell), add()])
  const ring = (): void => {
    rings++
    const added = add().catch((error: unknown) => {
      if (error instanceof Declined) return replaceBell()
      throw error
    })
    Promise.all([added, commands.call('PEXPIRE', bell, BELL_MS)]).catch(fault)
  }
  const read = (keys: readonly string[]): Promise<unknown> => {
    // Rings that arrive before this does end the wait at once, since it says which was the last one before.
    const all = [bell, ...keys, `${rings}-0`, ...keys.map((key) => followed.get(key)?.seen ?? '$')]
    return listening.call('XREAD', 'COUNT', MOST_ENTRIES, 'BLOCK', WAIT_MS, 'STREAMS', ...all)
  }
  /** Passes over those that hold something else: because of one, nothing would be heard of any. */
  const readStreams = async (): Promise<unknown> => {
    if (!(await isStream(commands, bell))) await replaceBell()
    const keys = [...followed.keys()]
    const areStreams = await Promise.all(keys.map((key) => isStream(commands, key)))
    return read(keys.filter((_, at) => areStreams[at]))
  }
  const wait = async (): Promise<void> => {
    const reply = await read([...followed.keys()]).catch((error: unknown) => {
      if (error instanceof Declined && error.message.startsWith('WRONGTYPE')) return readStreams()
      throw error
    })
    for (const [key, entries] of toNews(reply)) {
      if (key === bell && (entries.at(-1)?.n ?? 0) > rings) await replaceBell()
      const each = followed.get(key)
      if (each === undefined) continue
      each.seen = entries.at(-1)?.id ?? each.seen
      each.onNews(entries)
    }
  }
  const listen = async (): Promise<void> => {
    for (;;)
      try {
        if (isClosed) return
        await listening.returned()
        await wait()
      } catch (error) {
        fault(error)
        if (!(error instanceof Away)) await pause()
      }
  }
  void listen()
  return {
    follow(key, after, onNews) {
      const each = { seen: after, onNews }
      followed.set(key, each)
      ring()
      return () => {
        if (followed.get(key) === each) followed.delete(key)
      }
    },
    close() {
      isClosed = true
    },
  }
}

/** Whether it can be followed, though it may not be there yet. */
const isStream = async ({ call }: Pick<Redis, 'call'>, key: string): Promise<boolean> =>
  ['stream', 'none'].includes(String(await call('TYPE', key)))
