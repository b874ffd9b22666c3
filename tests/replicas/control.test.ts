import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas, type Replicas } from '../support/replicas.ts'
import { until } from '../support/sockets.ts'

const call = ({ at }: Replicas, n: number, body: object): Promise<number> =>
  fetch(`${at(n).url}/~w/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(({ status }) => status)

describe.skipIf(noRedis)(`the control plane of any of three mocks${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('acts on all: arms, clocks, rows and limits', async () => {
    await using replicas = await startReplicas()
    await replicas.at(0).world({ name: 'w' })
    const [one, other] = [await replicas.at(0).attach('w'), await replicas.at(1).attach('w')]
    await one.arm('joinMeetingRoom', { status: 503 }, { times: 1 })
    expect(await call(replicas, 2, { guestName: 'Ann' })).toBe(503)
    expect(await call(replicas, 1, { guestName: 'Ann' })).toBeLessThan(300)
    await other.clock.set('2031-05-06T07:08:09.000Z')
    expect((await one.clock.read()).now).toBe('2031-05-06T07:08:09.000Z')
    expect(await replicas.at(2).mock.store.change('w', ({ now }) => ({ result: now, writes: [] }))).toBe(
      Date.parse('2031-05-06T07:08:09.000Z'),
    )
  })

  it('has the calls of all in its journal, each once, in one order', async () => {
    await using replicas = await startReplicas()
    await replicas.at(0).world({ name: 'w' })
    for (let n = 0; n < 9; n++) await call(replicas, n % 3, { guestName: `Guest ${n}` })
    const lists = await Promise.all(replicas.all.map(async ({ attach }) => (await attach('w')).journal.list()))
    const told = lists.map((entries) => entries.map(({ n, request }) => `${n} ${JSON.stringify(request)}`))
    expect(told[0]?.length).toBe(9)
    expect([told[1], told[2]]).toEqual([told[0], told[0]])
    await (await replicas.at(1).attach('w')).journal.clear()
    expect(await (await replicas.at(2).attach('w')).journal.list()).toEqual([])
  })

  it('waits for a call that another mock gets', async () => {
    await using replicas = await startReplicas()
    await replicas.at(0).world({ name: 'w' })
    const waiting = (await replicas.at(1).attach('w')).journal.next(
      { operation: 'joinMeetingRoom' },
      { timeout: '40s' },
    )
    let isThere = false
    const found = waiting.then((entry) => {
      isThere = true
      return entry
    })
    await until(async () => {
      if (!isThere) await call(replicas, 0, { guestName: 'Ann' })
      return isThere
    })
    expect(await found).toMatchObject({ operation: 'joinMeetingRoom' })
  })

  it('shows the worlds that others have made, and takes and restores snapshots of them', async () => {
    await using replicas = await startReplicas()
    await replicas.at(0).world({ name: 'w' })
    await call(replicas, 1, { guestName: 'Ann' })
    const names = (world: { name: string }): string => world.name
    const { mock } = replicas.at(2)
    expect(mock.worlds.list().map(names)).toEqual(expect.arrayContaining(['default']))
    const snapshot = await (await replicas.at(2).attach('w')).snapshot()
    await (await replicas.at(0).attach('w')).reset()
    await (await replicas.at(1).attach('w')).restore(snapshot)
    const { inside } = await (await replicas.at(0).attach('w')).meetingRooms.get('abc-def-ghi')
    expect(inside.some(({ guestName }) => guestName === 'Ann')).toBe(true)
  })
})
