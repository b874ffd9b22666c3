import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/until.ts'
import type { Redis } from '../redis/client.ts'
import { createPresence } from './presence.ts'

const LEASE_MS = 10_000

/** Watches processes with a clock that the test moves. */
function watching(redis: Redis) {
  const machine = { now: 0 }
  const leaseKey = (process: string): string => `lease:${process}`
  return { machine, ...createPresence({ redis, leaseKey, leaseMs: LEASE_MS, uptime: () => machine.now }) }
}

describe.skipIf(noRedis)(`which processes are dead${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is told by their leases, in the order asked', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { dead } = watching(redis)
    await redis.call('SET', 'lease:b', 'here')
    expect(await dead(['c', 'b', 'a'])).toEqual(['c', 'a'])
    expect(await dead(['b'])).toEqual([])
    expect(await dead([])).toEqual([])
  })

  it('is unknown while the server is away, and for half a lease after that', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { machine, dead } = watching(redis)
    expect(await dead(['a'])).toEqual(['a'])
    await server.kill()
    await until(() => redis.reason() !== null)
    machine.now = 100 * LEASE_MS
    expect(await dead(['a'])).toEqual([])
    await server.restart()
    await redis.returned()
    expect(await dead(['a'])).toEqual([])
    machine.now += LEASE_MS / 2 - 1
    expect(await dead(['a'])).toEqual([])
    machine.now += 1
    expect(await dead(['a'])).toEqual(['a'])
  })

  it('is unknown if it leaves as it is asked; another failure is told', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { dead } = watching(redis)
    server.signal('SIGSTOP')
    const asked = dead(['a'])
    await server.kill()
    expect(await asked).toEqual([])
    await server.restart()
    await redis.returned()
    await redis.call('ACL', 'SETUSER', 'default', '-mget')
    const { dead: refused } = watching(redis)
    await expect(refused(['a'])).rejects.toThrow('NOPERM')
  })
})

it('before the first connection nobody counts as dead, and from then on all whose lease is not there', async () => {
  let tell: Parameters<Redis['subscribe']>[0] = () => {}
  const { dead } = createPresence({
    redis: {
      call: async () => [null],
      reason: () => 'not connected yet',
      subscribe(listener) {
        tell = listener
        return () => {}
      },
    },
    leaseKey: (process) => process,
    leaseMs: LEASE_MS,
    uptime: () => 0,
  })
  expect(await dead(['a'])).toEqual([])
  tell(null)
  expect(await dead(['a'])).toEqual(['a'])
})
