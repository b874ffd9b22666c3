import type { Redis } from '../redis/client.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import type { Keys } from './keys.ts'
import { ListDamaged } from './damage.ts'

/**
 * The log of the list of worlds. A key of its own says that there has been one, since a list that is gone would look like a server on
 * which nothing has begun yet: then reading it throws `ListDamaged`.
 */
export function createListLog(redis: Pick<Redis, 'call'>, keys: Keys): StreamLog {
  const log = streamLog(redis, keys.list)
  /** What is read again may have been begun by another process meanwhile. */
  const unlessGone = async <Result>(
    read: () => Promise<Result>,
    isThere: (found: Result) => boolean,
  ): Promise<Result> => {
    const first = await read()
    if (isThere(first) || (await redis.call('EXISTS', keys.listed)) === 0) return first
    const second = await read()
    if (isThere(second)) return second
    throw new ListDamaged(
      'the list of worlds is gone from the Redis server, such as by one that discards data, or by hand',
      keys,
    )
  }
  return {
    ...log,
    async append(n, body) {
      const outcome = await log.append(n, body)
      if (n === 1 && outcome === 'appended') await noteList(redis, keys)
      return outcome
    },
    from: (n) =>
      unlessGone(
        () => log.from(n),
        (entries) => entries.length > 0 || n > 1,
      ),
    // Before any world is taken for one that has ended.
    last: () => unlessGone(log.last, (n) => n > 0),
    given: () => unlessGone(log.given, (n) => n > 0),
  }
}

/** Takes note that there is a list. */
export const noteList = async ({ call }: Pick<Redis, 'call'>, keys: Keys): Promise<void> =>
  void (await call('SET', keys.listed, 'yes', 'NX'))
