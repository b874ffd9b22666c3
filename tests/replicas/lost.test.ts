import { describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { startServer } from '../../src/server.ts'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas } from '../support/replicas.ts'
import { until } from '../support/sockets.ts'

const join = (url: string): Promise<number> =>
  fetch(`${url}/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Ann"}',
  }).then(({ status }) => status)

const isReady = (url: string): Promise<boolean> => fetch(`${url}/healthz`).then(({ ok }) => ok)

describe.skipIf(noRedis)(`mocks whose Redis server has lost all${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('have their default world again each time, on all planes, and can be joined by another mock', async () => {
    await using replicas = await startReplicas({ count: 2, worlds: 'explicit' })
    for (let turn = 0; turn < 6; turn++) {
      for (const { url } of replicas.all) expect(await join(url)).toBe(201)
      await replicas.redis.restart()
      for (const { url } of replicas.all) await until(() => isReady(url))
      const lists = await Promise.all(replicas.all.map(({ control }) => connect(control).worlds()))
      expect(lists.map((worlds) => worlds.map(({ name }) => name))).toEqual([['default'], ['default']])
      expect((await replicas.at(turn % 2).attach()).name).toBe('default')
    }
    await using another = await startServer({ data: replicas.redis.url, onWarning: () => {} })
    expect(await join(another.url)).toBe(201)
  })
})
