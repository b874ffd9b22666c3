import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import type { Redis } from '../redis/client.ts'
import { ListDamaged } from './damage.ts'
import { createKeys } from './keys.ts'
import { createListLog, noteList } from './list-log.ts'

const keys = createKeys('qa:')

describe.skipIf(noRedis)(`the log of the list of worlds${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is empty on a server on which nothing has begun', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = createListLog(redis, keys)
    expect([await log.from(1), await log.last(), await log.given()]).toEqual([[], 0, 0])
  })

  it('is noted with its first entry, by who appends that', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const isNoted = async (): Promise<boolean> => (await redis.call('EXISTS', keys.listed)) === 1
    const log = createListLog(redis, keys)
    expect([await log.append(1, 'first'), await isNoted()]).toEqual(['appended', true])
    await redis.call('DEL', keys.listed)
    expect([await log.append(1, 'late'), await isNoted()]).toEqual(['taken', false])
    expect([await log.append(2, 'second'), await isNoted()]).toEqual(['appended', false])
    expect([(await log.from(1)).map(({ body }) => body), await log.last(), await log.given()]).toEqual([
      ['first', 'second'],
      2,
      2,
    ])
  })

  it('that is gone is damaged, but for what comes after entries that are known', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = createListLog(redis, keys)
    await log.append(1, 'first')
    await redis.call('DEL', log.key)
    for (const read of [() => log.from(1), log.last, log.given])
      await expect(read()).rejects.toThrow(
        new ListDamaged(
          'the list of worlds is gone from the Redis server, such as by one that discards data, or by hand',
          keys,
        ),
      )
    expect(await log.from(2)).toEqual([])
  })

  it('that another process begins meanwhile is read again', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const other = createListLog(redis, keys)
    /** Another process begins the list as this one looks whether there has been one. */
    const call: Redis['call'] = async (command, ...args) => {
      if (command === 'EXISTS' && args[0] === keys.listed) await other.append(1, 'first')
      return redis.call(command, ...args)
    }
    expect((await createListLog({ call }, keys).from(1)).map(({ body }) => body)).toEqual(['first'])
  })

  it('may be noted again', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    for (let time = 0; time < 2; time++) await noteList(redis, keys)
    expect(await redis.call('GET', keys.listed)).toBe('yes')
  })
})
