import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import type { Store } from '../../world/store.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog } from '../redis/stream-log.ts'
import { toBatchText } from '../replicas/batch.ts'
import { openRedis } from '../replicas/open-redis.ts'
import { toSealText } from '../replicas/seal.ts'
import { openWorldToRead } from './open-world-to-read.ts'

const write = async (store: Store, used: number): Promise<unknown> =>
  store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }] }))

const used = async (store: Store): Promise<unknown> =>
  store.change('w', ({ windows }) => ({ result: windows.get('k')?.used, writes: [] }))

const open = (url: string): Promise<Store> => openRedis(url, { ...parts('a'), onWarning: () => {} })

/** The start of the one key of the world's log. */
const logOf = async (redis: Redis): Promise<string> =>
  String([await redis.call('KEYS', '*{w}:*:log')].flat()[0]).replace(/:log$/, '')

describe.skipIf(noRedis)(`a world to read on a Redis server${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is as it is now, with what it began with; mocks go on there, and the connection ends', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const store = await open(server.url)
    await store.begin('v', recipeOf('documented'))
    const contents = { rows: { windows: [['other', { start: 0, used: 5 }]] as const }, ids: {} }
    await store.begin('w', recipeOf('busy:50'), contents)
    for (const n of [1, 2]) await write(store, n)
    const read = await openWorldToRead(server.url, parts('b'), 'w')
    expect(read.worlds().map(({ name, recipe }) => [name, recipe.tables.seed.name])).toEqual([['w', 'busy:50']])
    expect(await read.contents('w')).toEqual(await store.contents('w'))
    await write(read, 99)
    expect([await used(read), await used(store)]).toEqual([99, 2])
    await store.close()
    const isThere = async (): Promise<boolean> => String(await redis.call('CLIENT', 'LIST')).includes('name=greenroom')
    for (let turn = 0; turn < 1_000 && (await isThere()); turn++);
    expect(await isThere()).toBe(false)
  })

  it('still has what it held if it ends just now', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const store = await open(server.url)
    await store.begin('w', recipeOf('documented'))
    await write(store, 7)
    const log = streamLog(redis, await logOf(redis))
    const lines = [toSealText({ is: 'ended', name: 'w', why: 'asked' })]
    expect(await log.append((await log.last()) + 1, toBatchText({ mark: 'other 1', lines }))).toBe('appended')
    expect(await used(await openWorldToRead(server.url, parts('b'), 'w'))).toBe(7)
    await store.close()
  })

  it('that is not there, of another edition, or damaged, is refused with the reason', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await expect(openWorldToRead(server.url, { ...parts('b'), edition: null }, 'w')).rejects.toThrow(
      'there are no worlds in the Redis database',
    )
    const store = await open(server.url)
    await store.begin('w', recipeOf('documented'))
    await store.close()
    await expect(openWorldToRead(server.url, parts('b'), 'nobody')).rejects.toMatchObject({
      message: `there is no world nobody in ${server.url}`,
      fix: 'greenroom data lists them.',
    })
    await expect(openWorldToRead(server.url, { ...parts('b'), edition: '2022' }, 'w')).rejects.toThrow(
      'holds worlds of the edition current, not 2022',
    )
    const log = await logOf(redis)
    await redis.call('DEL', `${log}:log`)
    await expect(openWorldToRead(server.url, parts('b'), 'w')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('the world w is damaged: its log is gone'),
    })
    await redis.call('DEL', `${log}:begun`)
    await expect(openWorldToRead(server.url, parts('b'), 'w')).rejects.toThrow('what it began with is not on')
  })
})
