import { expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { unusedWorlds } from './unused-worlds.ts'

const IDLE_MS = 3_600_000

it.skipIf(noRedis)(
  `a world is unused once no process has used it for long enough, and each has had a minute to say so${noRedis ? `, not run: ${noRedis}` : ''}`,
  async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const look = (now: number, { used = [], idle = [] }: { used?: string[]; idle?: string[] }) =>
      unusedWorlds(redis, 'used', now, { used, idle, idleMs: IDLE_MS })
    const began = 1_000
    expect(await look(began, { used: ['a', 'b'] })).toEqual([])
    expect(await look(began + IDLE_MS, { used: ['b'], idle: ['a'] })).toEqual([])
    expect(await look(began + IDLE_MS + 59_999, { idle: ['a', 'b'] })).toEqual([])
    expect(await look(began + IDLE_MS + 60_000, { idle: ['b', 'a'] })).toEqual(['a'])
    // Told once; one that nobody has ever used counts from the beginning of time.
    expect(await redis.call('ZRANGE', 'used', 0, -1)).toEqual(['b'])
    expect(await look(began + IDLE_MS + 60_000, { idle: ['never', 'b'] })).toEqual(['never'])
    expect(await look(began + 2 * IDLE_MS + 60_000, { idle: ['b'] })).toEqual(['b'])
  },
)
