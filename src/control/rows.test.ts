import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const role = (name: string) => ({ name, permissions: [] })
const PEOPLE = '/worlds/default/people'

/** A mock with ten more roles, and the names of a page of them. */
async function roles() {
  const plane = asking()
  const path = '/worlds/default/roles'
  for (let n = 0; n < 10; n++) await plane.ask('PUT', `${path}/r${n}`, role(`r${n}`))
  const { body } = await plane.ask('GET', path)
  const all = namesIn(body)
  return { all, page: async (query: string) => (await plane.ask('GET', `${path}?${query}`)).body }
}

const rowsIn = (body: unknown): unknown[] => Object.values(Object(Object(body).rows))
const namesIn = (body: unknown): string[] => rowsIn(body).map((row) => String(Object(row).name))

describe('a page of rows', () => {
  it('begins at its offset and holds as many as it may, with the number of all', async () => {
    const { all, page } = await roles()
    expect(namesIn(await page('offset=3&limit=4'))).toEqual(all.slice(3, 7))
    expect(await page('offset=3&limit=4')).toMatchObject({ total: all.length })
    expect(namesIn(await page('limit=2'))).toEqual(all.slice(0, 2))
    expect(namesIn(await page('offset=2'))).toEqual(all.slice(2))
    expect(await page(`offset=${all.length}`)).toEqual({ rows: [], total: all.length })
  })

  it('of livechat rooms has the newest first', async () => {
    const { core, ask } = asking()
    const { body } = await ask('GET', '/worlds/default/livechat-rooms?offset=1&limit=2')
    const newest = await core.store.change('default', (state) => ({
      result: state.livechatRooms.newestFirst().slice(1, 3),
      writes: [],
    }))
    expect(rowsIn(body)).toEqual(newest)
    expect(newest).toHaveLength(2)
  })
})

describe('a row', () => {
  it('is written under the key that it says, read, patched and removed, each told of', async () => {
    const { ask, told } = asking()
    const ada = { id: 'ada', username: 'ada', name: 'Ada', role: 'agent', authToken: 'a' }
    expect(await ask('PUT', `${PEOPLE}/eve`, ada)).toMatchObject({
      status: 400,
      body: { pointer: '/id', expected: 'must be "eve", as in the path' },
    })
    expect(await ask('PUT', `${PEOPLE}/ada`, ada)).toEqual({ status: 200, body: ada })
    expect(await ask('PATCH', `${PEOPLE}/ada`, { name: 'Eve' })).toMatchObject({ body: { ...ada, name: 'Eve' } })
    expect(await ask('DELETE', `${PEOPLE}/ada`)).toEqual({ status: 200, body: { count: 1 } })
    for (const method of ['GET', 'DELETE', 'PATCH'])
      expect((await ask(method, `${PEOPLE}/ada`, method === 'PATCH' ? {} : undefined)).status).toBe(404)
    expect(told).toEqual(['default: wrote person ada', 'default: changed person ada', 'default: removed person ada'])
  })

  it('of a long key is told of by eighty characters', async () => {
    const { ask, told } = asking()
    const name = 'r'.repeat(81)
    await ask('PUT', `/worlds/default/roles/${name}`, role(name))
    expect(told).toEqual([`default: wrote role ${'r'.repeat(80)}`])
    expect(await ask('GET', `/worlds/default/roles/${'s'.repeat(81)}`)).toMatchObject({
      body: { detail: `There is no role "${'s'.repeat(80)}" in this world.` },
    })
  })

  it('of a meeting room announces what has become of those inside, as done by hand', async () => {
    const { core, ask } = asking()
    const ROOM = '/worlds/default/meeting-rooms/abc-def-ghi'
    await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })
    const heard: unknown[] = []
    core.announced(({ announces, isByHand }) => heard.push([announces.map(({ kind }) => kind), isByHand]))
    const { body: room } = await ask('GET', ROOM)
    await ask('PATCH', ROOM, { inside: [] })
    await ask('PUT', ROOM, room)
    await ask('PUT', ROOM, room)
    await ask('DELETE', ROOM)
    expect(heard).toEqual([
      [['left'], true],
      [['joined'], true],
      [[], true],
      [['left'], true],
    ])
  })

  it('that is patched keeps the members that it must have, empty, and no other', async () => {
    const { ask } = asking()
    const ada = { id: 'ada', username: 'ada', name: 'Ada', role: 'agent', authToken: 'a' }
    await ask('PUT', `${PEOPLE}/ada`, ada)
    expect((await ask('PATCH', `${PEOPLE}/ada`, { authToken: null })).body).toEqual({ ...ada, authToken: null })
    expect((await ask('PATCH', `${PEOPLE}/ada`, { name: null })).status).toBe(400)
    expect(await ask('PATCH', `${PEOPLE}/ada`, { id: 'eve' })).toMatchObject({
      status: 400,
      body: { pointer: '/id', expected: 'cannot be changed' },
    })
    expect((await ask('GET', `${PEOPLE}/ada`)).body).toEqual({ ...ada, authToken: null })
  })

  it('of a livechat room has a date that sorts as text', async () => {
    const { core, ask } = asking()
    const [room] = core.seed.livechatRooms
    const put = (ts: string) => ask('PUT', `/worlds/default/livechat-rooms/${room?._id}`, { ...room, ts })
    for (const ts of ['2026-03-03', '2026-03-03T10:30:00Z', '2026-02-30T10:30:00.000Z', 'now'])
      expect(await put(ts)).toMatchObject({ status: 400, body: { pointer: '/ts' } })
    expect((await put('2026-03-03T10:30:00.000Z')).status).toBe(200)
  })
})

it('a page has a hundred rows unless it is said how many', async () => {
  const { ask } = asking()
  for (let n = 0; n < 101; n++) await ask('PUT', `/worlds/default/roles/r${n}`, role(`r${n}`))
  expect(rowsIn((await ask('GET', '/worlds/default/roles')).body)).toHaveLength(100)
})

it('a row counts with its size: after one that takes nearly all of a world, nothing more is written', async () => {
  const { ask } = asking({ limits: { world: 100_000 } })
  const large = { name: 'large', permissions: ['x'.repeat(80_000)] }
  expect((await ask('PUT', '/worlds/default/roles/large', large)).status).toBe(200)
  expect((await ask('PUT', '/worlds/default/roles/more', role('more'))).status).toBe(409)
})
