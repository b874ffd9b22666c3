import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected, later } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { openReplica, recipeOf } from '../../../tests/support/replica-stores.ts'
import { until } from '../../../tests/support/until.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
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

it.skipIf(noRedis)('news that cannot be heard are asked for again after a second, which is told', async () => {
  await using own = await startRedis()
  using admin = await connected(own.url)
  const waits: number[] = []
  const wait: typeof later = (ms, then) => {
    waits.push(ms)
    return later(ms, then)
  }
  const { store, faults } = await openReplica(own.url, { wait })
  await store.begin('w', recipeOf('w'))
  await admin.call('ACL', 'SETUSER', 'default', '-xread')
  store.follow?.('w')
  await until(() => faults.length > 0)
  expect([String(faults[0]), waits.at(-1)]).toEqual([expect.stringMatching(/^Declined: NOPERM/), 1_000])
  await store.close()
})

describe.skipIf(noRedis)(`data of replicas that is damaged${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('names each world whose log is gone as it is opened', async () => {
    const { store, warnings } = await openedWithout('log:', '{w}:*:log')
    expect(warnings).toEqual([expect.stringMatching(/^The world w can't be used: its log is gone/)])
    await store.close()
  })

  it('names a world whose log goes while it is used, and how far that went', async () => {
    const { store, warnings } = await openReplica(server.url, { prefix: 'used:' })
    await store.begin('w', recipeOf('w'))
    const use = async (): Promise<unknown> =>
      store.change('w', () => ({
        result: 0,
        writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 1 } }],
      }))
    await use()
    using admin = await connected(server.url)
    const [key] = [await admin.call('KEYS', 'used:{w}:*:log')].flat()
    await admin.call('DEL', String(key))
    await expect(use()).rejects.toThrow('its log is gone')
    expect(warnings).toEqual([
      expect.stringMatching(/^The Redis server has lost data: the log of the world w ended at 2, and now ends at 0;/),
    ])
    await store.close()
  })

  it('tells of a call that cannot be read in a journal, and of one that cannot be recorded', async () => {
    const { store, warnings } = await openReplica(server.url, { prefix: 'calls:' })
    await store.begin('w', recipeOf('w'))
    const journal = store.journal('w', createJournalBudget())
    using admin = await connected(server.url)
    await admin.call('XADD', 'calls:{w}:journal', '0-1', 'e', 'no exchange')
    await journal.refresh?.()
    await admin.call('DEL', 'calls:{w}:journal')
    await admin.call('SET', 'calls:{w}:journal', 'of another kind')
    await journal.add({
      at: 5,
      request: { method: 'GET', target: '/', headers: {}, body: '' },
      answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
    })
    expect(warnings).toEqual([
      expect.stringContaining('call 1 in the journal of the world w'),
      expect.stringMatching(/^The journal of the world w lacks calls, .*WRONGTYPE/),
    ])
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
