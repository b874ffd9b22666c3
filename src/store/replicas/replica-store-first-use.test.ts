import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { openReplica, recipeOf } from '../../../tests/support/replica-stores.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
import type { Recorded } from '../../world/journal.ts'
import type { WorldCause } from '../../world/store.ts'

let server: RedisServer
beforeAll(async () => {
  if (!noRedis) server = await startRedis()
})
afterAll(async () => {
  if (!noRedis) await server[Symbol.asyncDispose]()
})

const FIRST_USE: WorldCause = { kind: 'made', why: 'first use' }

const EXCHANGE: Recorded = {
  at: 5,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}

describe.skipIf(noRedis)(`a world of replicas at its first use${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('keeps the calls that the first replica has recorded when another comes second', async () => {
    const [first, second] = [await openReplica(server.url), await openReplica(server.url)]
    await first.store.begin('w', recipeOf('w'), undefined, FIRST_USE)
    await first.store.journal('w', createJournalBudget()).add(EXCHANGE)
    await second.store.begin('w', recipeOf('w'), undefined, FIRST_USE)
    const found = second.store.journal('w', createJournalBudget())
    await found.refresh?.()
    expect(found.since(0).map(({ n }) => n)).toEqual([1])
    await first.store.close()
    await second.store.close()
  })
})
