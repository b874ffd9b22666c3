import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas } from '../support/replicas.ts'
import { startRoundRobin } from '../support/round-robin.ts'
import { listen, refusal } from '../support/sockets.ts'

const ANN = { code: 'abc-def-ghi', guestName: 'Ann' }

describe.skipIf(noRedis)(`three mocks behind a balancer${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('take WebSockets as they are', async () => {
    await using replicas = await startReplicas()
    await using balancer = await startRoundRobin({ ports: () => replicas.all.map(({ port }) => port) })
    using client = await listen(balancer.url, { transports: ['websocket'] })
    expect(await client.ask('join-room', ANN)).toHaveProperty('id')
  })

  it('take polling clients that come back to the same mock, as a cookie of the balancer sees to', async () => {
    await using replicas = await startReplicas()
    const ports = (): number[] => replicas.all.map(({ port }) => port)
    await using balancer = await startRoundRobin({ ports, hasAffinity: true })
    const options = { transports: ['polling'], withCredentials: true }
    using client = await listen(balancer.url, options)
    expect(await client.ask('join-room', ANN)).toHaveProperty('id')
  })

  it('refuse polling clients that a balancer sends elsewhere with each request', async () => {
    await using replicas = await startReplicas()
    await using balancer = await startRoundRobin({ ports: () => replicas.all.map(({ port }) => port) })
    const { message } = await refusal(balancer.url, { transports: ['polling'] })
    expect(message).toMatch(/^xhr (?:poll|post) error$/)
  })

  it('count the calls of a rate limit together', async () => {
    await using replicas = await startReplicas()
    await using balancer = await startRoundRobin({ ports: () => replicas.all.map(({ port }) => port) })
    await replicas.at(0).world({ name: 'w' })
    const statuses: number[] = []
    for (let n = 0; n < 6; n++) {
      const answer = await fetch(`${balancer.url}/~w/api/v1/video-conference.join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ callId: '697887e3c8b0533020781a4a' }),
      })
      statuses.push(answer.status)
    }
    expect(new Set(statuses.slice(0, 2)).size).toBe(1)
    expect(new Set(statuses.slice(2)).size).toBe(1)
    expect(statuses[2]).not.toBe(statuses[0])
  })
})
