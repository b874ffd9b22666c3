import { describe, expect, it } from 'vitest'
import { requestOf } from '../../../tests/support/request-of.ts'
import { credentialsOf } from '../../world/identities.ts'
import { asking } from '../testing/asking.ts'

const CODE = 'abc-def-ghi'

/** A mock with a world `w`, in whose room one can take a seat in every way. */
async function begin() {
  const plane = asking()
  const world = await plane.core.worlds.make('w', plane.core.recipeOf('w', {}))
  if ('kind' in world) throw new Error(world.kind)
  const headers = { 'content-type': 'application/json' }
  const join = (guestName: string, as?: string) =>
    plane.core.answer(
      requestOf('POST', `/~w/rooms/${CODE}/join`, {
        headers: { ...headers, ...(as ? { authorization: credentialsOf(plane.core.seed, as)['Authorization'] } : {}) },
        body: as ? '{}' : JSON.stringify({ guestName }),
      }),
    )
  const joinOnSocket = (guestName: string) =>
    plane.core.sockets().event('join-room', {
      world,
      socket: { id: 'socket-1', caller: { kind: 'nobody' }, seat: null },
      payload: { code: CODE, guestName },
      headers: {},
      address: '::1',
      namespace: '/',
    })
  const seats = async (query = '') => Object((await plane.ask('GET', `/worlds/w/seats?${query}`)).body)
  const inShort = async (query?: string) =>
    [...(await seats(query)).rows].map(({ participant, username, way }) => [participant.guestName, username, way])
  return { ...plane, join, joinOnSocket, seats, inShort }
}

describe('the seats of a world', () => {
  it('are those taken, with who has them and how they were taken', async () => {
    const { ask, join, joinOnSocket, seats, inShort } = await begin()
    expect(await seats()).toEqual({ rows: expect.any(Array), total: expect.any(Number) })
    const before = (await seats()).total
    await ask('GET', '/worlds/w/seats')
    await join('Ann')
    await joinOnSocket('Ben')
    await join('', 'member')
    await ask('POST', `/worlds/w/meeting-rooms/${CODE}/participants`, { guestName: 'Eve' })
    const rows = (await inShort('limit=1000')).filter(([, , way]) => way !== null)
    expect(rows).toEqual([
      ['Ann', null, 'http'],
      ['Ben', null, 'socket'],
      [null, 'member', 'http'],
      ['Eve', null, 'control'],
    ])
    expect((await seats()).total).toBe(before + 4)
    expect((await seats('limit=1000')).rows.find(({ way }: { way: string }) => way === 'socket')).toMatchObject({
      code: CODE,
      participant: { guestName: 'Ben' },
    })
  })

  it('of the seed were taken in no known way', async () => {
    const { inShort } = await begin()
    const seeded = await inShort()
    expect(seeded.length).toBeGreaterThan(0)
    for (const [, , way] of seeded) expect(way).toBeNull()
  })

  it('come in pages', async () => {
    const { ask, join, seats, inShort } = await begin()
    for (const name of ['Ann', 'Ben', 'Eve']) await join(name)
    const all = await inShort('limit=1000')
    expect(await inShort('offset=1&limit=2')).toEqual(all.slice(1, 3))
    expect(await seats(`offset=${all.length}`)).toEqual({ rows: [], total: all.length })
    const more = 101 - all.length
    for (let n = 0; n < more; n++)
      await ask('POST', `/worlds/w/meeting-rooms/${CODE}/participants`, { guestName: `Guest ${n}` })
    const { rows, total } = await seats()
    expect([rows.length, total]).toEqual([100, 101])
  })
})

describe('how a seat was taken', () => {
  it('is forgotten once it is given up, the meeting ends, or the world is another', async () => {
    const { core, join, ask, inShort } = await begin()
    const ways = async () => (await inShort('limit=1000')).filter(([, , way]) => way !== null).map(([name]) => name)
    await join('Ann')
    await join('Ben')
    core.worlds.announce('w', 'something')
    expect(await ways()).toEqual(['Ann', 'Ben'])
    void core.worlds.reset('w')
    expect(await ways()).toEqual([])
    await join('Ann')
    await ask('PUT', '/worlds/w/situations', { situation: { 'meeting-room': ['inactive'] }, values: { code: CODE } })
    expect(await ways()).toEqual([])
  })
})
