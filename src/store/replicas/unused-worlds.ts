import type { LookedAt } from '../../world/store.ts'
import type { Redis } from '../redis/client.ts'

/** Every process looks at least so often, so that what it has used is known to others by then. */
const LOOK_MS = 60_000

/** Tells which worlds were used here, and finds those that nobody has used for long enough. `now` is a time that all processes share. */
export async function unusedWorlds(
  { call }: Pick<Redis, 'call'>,
  key: string,
  now: number,
  { used, idle, idleMs }: LookedAt,
): Promise<readonly string[]> {
  if (used.length > 0) await call('ZADD', key, ...used.flatMap((name) => [now, name]))
  if (idle.length === 0) return []
  const times = await call('ZMSCORE', key, ...idle)
  const since = (at: number): number => (Array.isArray(times) ? Number(times[at] ?? 0) : now)
  const unused = idle.filter((_, at) => now - since(at) >= idleMs + LOOK_MS)
  if (unused.length > 0) await call('ZREM', key, ...unused)
  return unused
}
