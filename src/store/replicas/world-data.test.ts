import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import type { Contents, Recipe } from '../../world/recipe.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import { recipeOf } from '../lasting.suite.ts'
import { createRecipeKeeper } from '../log/recipe-data.ts'
import type { Redis } from '../redis/client.ts'
import { createKeys } from './keys.ts'
import { createWorldData, type WorldData } from './world-data.ts'

const keys = createKeys('t:')
/** What a process has that knows no seed of others. */
const dataOf = (redis: Redis): WorldData =>
  createWorldData(redis, keys, createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null }))

const mine = { ...createSeeds().get('documented').seed, name: 'mine' }
const own: Recipe = { ...recipeOf('documented'), tables: createSeeds(mine).get('mine') }
const contents: Contents = { rows: { windows: [['k', { start: 1, used: 2 }]] }, ids: { participant: 3 } }

describe.skipIf(noRedis)(`what a world began with${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is found by other processes, with a seed that only the first one has', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await dataOf(redis).put('w', 'a-1', { recipe: own, contents })
    await dataOf(redis).put('v', 'a-2', { recipe: own, contents: undefined })
    const found = await dataOf(redis).get('w', 'a-1')
    expect([found?.recipe.tables.seed, found?.recipe.salt, found?.contents]).toEqual([mine, own.salt, contents])
    expect((await dataOf(redis).get('v', 'a-2'))?.contents).toBeUndefined()
  })

  it('is that of its log alone', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { put, get } = dataOf(redis)
    await put('w', 'a-1', { recipe: own, contents })
    expect([await get('w', 'a-2'), await get('v', 'a-1')]).toEqual([null, null])
  })

  it('is none where its seed is gone, or what was kept is damaged', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await dataOf(redis).put('w', 'a-1', { recipe: own, contents })
    const kept = JSON.parse(String(await redis.call('GET', keys.begun('w', 'a-1'))))
    await redis.call('SET', keys.begun('w', 'a-2'), JSON.stringify({ ...kept, contents: { rows: 5, ids: {} } }))
    expect(await dataOf(redis).get('w', 'a-2')).toBeNull()
    const seeds = await redis.call('KEYS', 't:seed:*')
    await redis.call('DEL', ...(Array.isArray(seeds) ? seeds.map(String) : []))
    expect(await dataOf(redis).get('w', 'a-1')).toBeNull()
    for (const damaged of ['{', '{}', '{"recipe":null}']) {
      await redis.call('SET', keys.begun('w', 'a-1'), damaged)
      expect(await dataOf(redis).get('w', 'a-1')).toBeNull()
    }
  })

  it('has its seed there once, and none that is generated', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { put, get } = dataOf(redis)
    await put('busy', 'a-1', { recipe: recipeOf('busy:50'), contents: undefined })
    expect(await redis.call('KEYS', 't:seed:*')).toEqual([])
    expect((await get('busy', 'a-1'))?.recipe.tables.seed.name).toBe('busy:50')
    await put('w', 'a-2', { recipe: own, contents: undefined })
    const [seed] = [await redis.call('KEYS', 't:seed:*')].flat()
    await redis.call('SET', String(seed), JSON.stringify({ ...mine, name: 'first' }))
    await put('w', 'a-3', { recipe: own, contents: undefined })
    expect(JSON.parse(String(await redis.call('GET', String(seed)))).name).toBe('first')
  })

  it('is forgotten after a time', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { put, expire } = dataOf(redis)
    await put('w', 'a-1', { recipe: own, contents })
    expect(await redis.call('PTTL', keys.begun('w', 'a-1'))).toBe(-1)
    await expire('w', 'a-1', 500_000)
    const left = Number(await redis.call('PTTL', keys.begun('w', 'a-1')))
    expect([left > 250_000, left <= 500_000]).toEqual([true, true])
  })
})
