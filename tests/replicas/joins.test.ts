import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas, type Replicas } from '../support/replicas.ts'

const [SEATS, CODE] = [50, 'big-big-big']

const room = {
  id: 'clxrace000000000000000000',
  code: CODE,
  hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
  isActive: true,
  isLocked: false,
  maxParticipants: SEATS,
  inside: [],
  past: [],
}

async function join({ at }: Replicas, n: number, world: string): Promise<{ status: number; id?: string }> {
  const headers = { 'content-type': 'application/json', 'x-greenroom-world': world }
  const body = JSON.stringify({ guestName: `Guest ${n}` })
  const answer = await fetch(`${at(n % 3).url}/rooms/${CODE}/join`, { method: 'POST', headers, body })
  const { id } = await answer.json()
  return { status: answer.status, id }
}

describe.skipIf(noRedis)(`three mocks with one Redis server${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('give each seat once, and refuse all others', async () => {
    await using replicas = await startReplicas()
    const world = await replicas.at(0).world({ name: 'w' })
    await world.meetingRooms.put(CODE, room)
    const joins = await Promise.all(Array.from({ length: 150 }, (_, n) => join(replicas, n, 'w')))
    const ids = joins.flatMap(({ status, id }) => (status === 201 || status === 200 ? [id] : []))
    expect([ids.length, new Set(ids).size]).toEqual([SEATS, SEATS])
    for (const replica of replicas.all) {
      const { inside } = await (await replica.attach('w')).meetingRooms.get(CODE)
      expect(new Set(inside.map(({ id }) => id))).toEqual(new Set(ids))
    }
  })

  it('make a world once, whoever is called first', async () => {
    await using replicas = await startReplicas()
    const calls = Array.from({ length: 30 }, (_, n) =>
      fetch(`${replicas.at(n % 3).url}/~new/rooms/abc-def-ghi/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ guestName: `Guest ${n}` }),
      }).then((answer) => answer.status),
    )
    const statuses = await Promise.all(calls)
    const { inside } = await (await replicas.at(1).attach('new')).meetingRooms.get('abc-def-ghi')
    expect(inside.filter(({ guestName }) => guestName?.startsWith('Guest')).length).toBe(
      statuses.filter((status) => status < 300).length,
    )
  })

  it('see worlds that another one makes, resets and drops, at once', async () => {
    await using replicas = await startReplicas()
    const made = await replicas.at(0).world({ name: 'w' })
    await made.meetingRooms.put(CODE, { ...room, maxParticipants: 1 })
    expect((await join(replicas, 1, 'w')).status).toBeLessThan(300)
    expect((await join(replicas, 2, 'w')).status).toBeGreaterThan(300)
    await (await replicas.at(2).attach('w')).reset()
    expect((await join(replicas, 1, 'w')).status).toBe(404)
    await made.drop()
    const late = await fetch(`${replicas.at(1).url}/~w/rooms/${CODE}/join`, { method: 'POST' })
    expect([late.status, (await late.json()).title]).toEqual([404, 'World dropped'])
  })
})
