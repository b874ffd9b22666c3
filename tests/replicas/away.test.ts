import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas } from '../support/replicas.ts'
import { listen, until } from '../support/sockets.ts'

const ANN = { code: 'abc-def-ghi', guestName: 'Ann' }

describe.skipIf(noRedis)(`a mock whose Redis server is away${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('says so over HTTP, on sockets, at /healthz and on the control plane, and goes on when it is back', async () => {
    const faults: unknown[] = []
    await using replicas = await startReplicas({
      count: 1,
      redisOptions: { appends: true },
      onFault: (fault) => faults.push(fault),
    })
    const { url, attach } = replicas.at(0)
    const world = await attach()
    using client = await listen(url, { transports: ['websocket'] })
    expect(await client.ask('join-room', ANN)).toHaveProperty('id')
    const health = (): Promise<number> => fetch(`${url}/healthz`).then(({ status }) => status)
    const join = (): Promise<Response> =>
      fetch(`${url}/rooms/abc-def-ghi/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ guestName: 'Ben' }),
      })
    await replicas.redis.kill()
    await until(async () => (await health()) === 503)
    const answer = await join()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect((await answer.json()).detail).toMatch(/the Redis server is away/)
    expect(await client.ask('join-room', ANN)).toMatchObject({ statusCode: 503 })
    await expect(world.meetingRooms.get('abc-def-ghi')).rejects.toThrow(/Redis server is away/)
    await expect(world.journal.list()).rejects.toThrow(/Redis server is away/)
    await expect(listen(url, { transports: ['websocket'] })).rejects.toThrow(/Redis server is away/)
    expect(faults).toEqual([])
    await replicas.redis.restart()
    await until(async () => (await health()) === 200)
    expect((await join()).status).toBe(201)
    expect(client.socket.connected).toBe(true)
    const { inside } = await world.meetingRooms.get('abc-def-ghi')
    expect(inside.map(({ guestName }) => guestName).filter((name) => name === 'Ann' || name === 'Ben')).toEqual([
      'Ann',
      'Ben',
    ])
  })
})
