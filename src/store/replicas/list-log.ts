import { Damaged } from '../log/damaged.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import type { Keys } from './keys.ts'

/**
 * The log of the list of worlds. A key of its own says that there has been one, since a list that is gone would look like a server on
 * which nothing has begun yet: then reading it throws `Damaged`.
 */
export function createListLog(redis: Pick<Redis, 'call'>, keys: Keys): StreamLog {
  const log = streamLog(redis, keys.list)
  return {
    ...log,
    async append(n, body) {
      const outcome = await log.append(n, body)
      if (n === 1 && outcome === 'appended') await noteList(redis, keys)
      return outcome
    },
    async from(n) {
      const entries = await log.from(n)
      if (entries.length > 0 || n > 1 || (await redis.call('EXISTS', keys.listed)) === 0) return entries
      // Another process may have begun it meanwhile.
      const begun = await log.from(n)
      if (begun.length > 0) return begun
      throw new Damaged(
        'the list of worlds is gone from the Redis server, such as by one that discards data, or by hand',
      )
    },
  }
}

/** Takes note that there is a list. */
export const noteList = async ({ call }: Pick<Redis, 'call'>, keys: Keys): Promise<void> =>
  void (await call('SET', keys.listed, 'yes', 'NX'))
