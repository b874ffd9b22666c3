import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { unreadableText } from '../replicas/living.ts'
import { openRedis } from '../replicas/open-redis.ts'
import { lookAtRedis } from './look-at-redis.ts'

const CONTENTS = { rows: { windows: [['k'.repeat(20_000), null]] as const }, ids: {} }

/** A store with a world that was changed twice and called once, and one that began with contents. */
async function written(url: string) {
  const store = await openRedis(url, { ...parts('a'), onWarning: () => {} })
  await store.begin('w', recipeOf('documented'))
  for (const used of [1, 2])
    await store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }] }))
  await store.journal('w', createJournalBudget()).add({
    at: 5,
    request: { method: 'GET', target: '/', headers: {}, body: 'x'.repeat(20_000) },
    answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
  })
  await store.begin('restored', recipeOf('documented'), CONTENTS)
  return store
}

describe.skipIf(noRedis)(`what a Redis server keeps${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is told of each world, with how many mocks use it, over a connection that ends', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const store = await written(server.url)
    // More than the server lists at once.
    const others = `for n = 1, 30000 do redis.call('SET', 'greenroom:of another program ' .. n, 'x') end`
    await redis.call('EVAL', others, 0)
    const figures = await lookAtRedis(server.url)
    expect(figures).toMatchObject({ place: server.url, format: 2, edition: 'current', wasCut: false, users: 1 })
    expect(figures.worlds).toMatchObject([
      { name: 'w', seed: 'documented', generation: 1, entries: 2, exchanges: 1, damage: null },
      {
        name: 'restored',
        seed: 'documented',
        entries: 0,
        bytes: JSON.stringify(CONTENTS).length + '{"born":true}'.length,
        exchanges: 0,
      },
    ])
    // What worlds began with, and their journals, included.
    expect(figures.bytes).toBeGreaterThan(40_000)
    await store.close()
    expect((await lookAtRedis(server.url)).users).toBe(0)
    await redis.call('ACL', 'SETUSER', 'mock', 'on', '>s3cret', '~*', '+@all')
    const { place } = await lookAtRedis(server.url.replace('//', '//mock:s3cret@localhost'))
    expect(place).toBe(server.url.replace('//', '//mock:***@localhost'))
    const names = async (): Promise<boolean> => String(await redis.call('CLIENT', 'LIST')).includes('name=greenroom')
    let isLeft = await names()
    for (let turn = 0; isLeft && turn < 200; turn++) isLeft = await names()
    expect(isLeft).toBe(false)
  })

  it('is told with all that is damaged of a world, and without what cannot be known', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await (await written(server.url)).close()
    const keys = [await redis.call('KEYS', '*{w}:*')].flat().map(String)
    const [begun = '', journal = ''] = [/:begun$/, /:journal$/].map((end) => keys.find((key) => end.test(key)))
    await redis.call('DEL', begun)
    await redis.call('DEL', journal)
    await redis.call('SET', journal, 'of another kind')
    const { worlds } = await lookAtRedis(server.url)
    expect(worlds).toMatchObject([
      { name: 'w', seed: '(unknown)', entries: 0, bytes: 0, exchanges: 0 },
      { name: 'restored', damage: null },
    ])
    const [before = '', after = ''] = worlds[0]?.damage?.split('; ') ?? []
    expect(before).toBe(unreadableText('w'))
    expect(after).toMatch(/^the journal greenroom:\{w\}:journal is damaged: .*WRONGTYPE/)
  })
})
