import { toRedisAddress } from '../../src/store/redis/address.ts'
import { createRedis, type Redis } from '../../src/store/redis/client.ts'
import { loadDriver } from '../../src/store/redis/driver.ts'
import { patience } from './patience.ts'

/** A connection to a server, once it is there. End it with `using`. */
export async function connected(url: string, patienceMs: number = patience(5_000)): Promise<Redis & Disposable> {
  const driver = await loadDriver()
  const redis = createRedis({ driver, address: toRedisAddress(url), name: 'test', patienceMs, later })
  await redis.ready()
  return { ...redis, [Symbol.dispose]: redis.close }
}

/** Calls back after milliseconds, unless the returned function is called first. */
export function later(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}
