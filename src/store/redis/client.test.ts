import { describe, expect, it } from 'vitest'
import { connected, later } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { settle } from '../../../tests/support/timers.ts'
import { toRedisAddress } from './address.ts'
import { Away, Declined } from './away.ts'
import { createRedis } from './client.ts'
import { loadDriver, type ConnectionEvents, type Driver } from './driver.ts'
import { LOST } from './failure.ts'

describe.skipIf(noRedis)(`a connection to Redis${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('sends commands in the order of the calls', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const replies = await Promise.all([redis.call('SET', 'a', 1), redis.call('INCR', 'a'), redis.call('GET', 'a')])
    expect(replies).toEqual(['OK', 2, '2'])
  })

  it('tells apart what the server declines and what nobody knows', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await expect(redis.call('SET', 'a')).rejects.toThrow(Declined)
    const waiting = expect(redis.call('BLPOP', 'nothing', 0)).rejects.toThrow(Away)
    await server.kill()
    await waiting
    await expect(redis.call('PING')).rejects.toThrow(Away)
  })

  it('comes back by itself, and says so', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const told: (string | null)[] = []
    const back = new Promise<void>((resolve) => {
      redis.subscribe((reason) => {
        told.push(reason)
        if (reason === null) resolve()
      })
    })
    const before = redis.connection()
    await server.kill()
    await server.restart()
    await back
    expect(await redis.call('PING')).toBe('PONG')
    expect([told[0] === null, told.at(-1), redis.connection() > before]).toEqual([false, null, true])
  })

  it('lets callers wait for a server that has just gone, and no longer than said', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url, 50)
    const gone = new Promise<void>((resolve) => void redis.subscribe(() => resolve()))
    await server.kill()
    await gone
    await expect(redis.ready()).rejects.toThrow(Away)
  })

  it('logs in as a user, and shows the password nowhere', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    await admin.call('ACL', 'SETUSER', 'mock', 'on', '>s3cret', '~*', '+@all')
    const url = server.url.replace('redis+unix://', 'redis+unix://mock:s3cret@localhost')
    using redis = await connected(url)
    expect(await redis.call('ACL', 'WHOAMI')).toBe('mock')
    const address = toRedisAddress(url.replace('s3cret', 'wr0ng'))
    const refused = createRedis({ driver: await loadDriver(), address, name: 'test', patienceMs: 200, later })
    const error: unknown = await refused.ready().catch((fault: unknown) => fault)
    refused.close()
    expect(String(error)).toMatch(/WRONGPASS/)
    expect([String(error), address.shown].join()).not.toContain('wr0ng')
  })
})

it('who waits for the first connection learns at once why there is none', async () => {
  let told: ConnectionEvents | undefined
  const driver: Driver = (_address, _name, events) => {
    told = events
    return { call: async () => null, end: () => {} }
  }
  const address = toRedisAddress('redis://127.0.0.1')
  const waits: number[] = []
  const noted = (ms: number): (() => void) => {
    waits.push(ms)
    return () => {}
  }
  const redis = createRedis({ driver, address, name: 'test', patienceMs: 1, later: noted })
  expect([redis.reason(), redis.connection()]).toEqual(['not connected yet', 0])
  let learned: unknown
  redis.ready().catch((fault: unknown) => {
    learned = fault
  })
  told?.onError(new Error('no'))
  told?.onClose()
  await settle()
  expect(learned).toEqual(new Away('no'))
  // It may take longer the first time.
  expect(waits).toEqual([10_000, 1])
})

it('an error before a connection is not the reason why a later one is gone', () => {
  const told: ConnectionEvents[] = []
  const driver: Driver = (_address, _name, events) => {
    told.push(events)
    return { call: async () => null, end: () => {} }
  }
  const address = toRedisAddress('redis://127.0.0.1')
  const redis = createRedis({ driver, address, name: 'test', patienceMs: 1, later: () => () => {} })
  const [events] = told
  events?.onError(new Error('once refused'))
  events?.onClose()
  const first = redis.reason()
  events?.onReady()
  const whileConnected = redis.reason()
  events?.onClose()
  redis.close()
  expect([first?.includes('once refused'), whileConnected, redis.reason()]).toEqual([true, null, LOST])
})

it('who waits for a connection that is closed waits no longer', async () => {
  const driver: Driver = () => ({ call: async () => null, end: () => {} })
  const address = toRedisAddress('redis://127.0.0.1')
  const redis = createRedis({ driver, address, name: 'test', patienceMs: 1, later: () => () => {} })
  let learned: unknown
  redis.ready().catch((fault: unknown) => {
    learned = fault
  })
  redis.close()
  await settle()
  expect(learned).toBeInstanceOf(Away)
})
