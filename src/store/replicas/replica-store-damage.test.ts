import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { openReplica, recipeOf } from '../../../tests/support/replica-stores.ts'
import { StoreUnavailable } from '../../world/store.ts'

let server: RedisServer
beforeAll(async () => {
  if (!noRedis) server = await startRedis()
})
afterAll(async () => {
  if (!noRedis) await server[Symbol.asyncDispose]()
})

/** What a replica finds that opens where another one has begun the world `w`, and all keys like this one are gone. */
async function openedWithout(prefix: string, pattern: string) {
  const first = await openReplica(server.url, { prefix })
  await first.store.begin('w', recipeOf('w'))
  await first.store.close()
  using admin = await connected(server.url)
  const keys = await admin.call('KEYS', `${prefix}${pattern}`)
  for (const key of Array.isArray(keys) ? keys : []) await admin.call('DEL', String(key))
  return openReplica(server.url, { prefix })
}

describe.skipIf(noRedis)(`data of replicas that is damaged${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('names each world whose log is gone as it is opened', async () => {
    const { store, warnings } = await openedWithout('log:', '{w}:*:log')
    expect(warnings).toEqual([expect.stringMatching(/^The world w can't be used: its log is gone/)])
    await store.close()
  })

  it('names each world of which nobody knows what it began with, which a reset does not begin from another seed', async () => {
    const { store, warnings } = await openedWithout('begun:', '{w}:*:begun')
    expect(warnings).toEqual([expect.stringMatching(/^The world w can't be used here: what it began with is not/)])
    const found = store.worlds().find(({ name }) => name === 'w')
    const reset = async (): Promise<void> => {
      if (found) await store.begin('w', found.recipe, found.contents, { kind: 'reset', why: 'asked' })
    }
    await expect(reset()).rejects.toThrow(StoreUnavailable)
    expect(store.worlds().map(({ recipe }) => recipe.tables.seed.name)).toEqual(['(unknown)'])
    await store.begin('w', recipeOf('w'))
    expect(store.worlds().map(({ recipe }) => recipe.tables.seed.name)).toEqual(['documented'])
    await store.close()
  })
})
