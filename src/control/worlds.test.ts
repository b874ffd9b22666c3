import { describe, expect, it } from 'vitest'
import { toJournalEntry } from './journal-entry.ts'
import { createOpenEnds } from './open-ends.ts'
import { asking } from './testing/asking.ts'
import { escaped, wrongForm } from './wrong-form.ts'

describe('worlds', () => {
  it('are made by name, or get one; a name that is taken is told from one that takes the place', async () => {
    const { ask } = asking()
    expect(await ask('POST', '/worlds', { name: 'QA-1' })).toMatchObject({
      status: 201,
      body: {
        name: 'qa-1',
        url: 'http://127.0.0.1:4010/~qa-1',
        origin: 'http://qa-1.localhost:4010',
        headers: { 'X-Greenroom-World': 'qa-1' },
        exchanges: 0,
        armed: 0,
        rateLimit: true,
      },
    })
    expect((await ask('POST', '/worlds', {})).body).toMatchObject({ name: 'new-1' })
    expect((await ask('POST', '/worlds', { name: 'qa-1' })).status).toBe(409)
    expect((await ask('PUT', '/worlds/qa-1', { rateLimit: false })).body).toMatchObject({ rateLimit: false })
    expect(Object((await ask('GET', '/worlds')).body).worlds).toHaveLength(3)
    for (const name of ['a_b', '-a', 'x'.repeat(64)]) expect((await ask('POST', '/worlds', { name })).status).toBe(400)
    expect(await ask('POST', '/worlds', { seed: 'none' })).toMatchObject({ status: 400, body: { pointer: '/seed' } })
  })

  it('are dropped by their generation, where one is named', async () => {
    const { ask } = asking()
    const { body } = await ask('POST', '/worlds', { name: 'w' })
    const { generation } = Object(body)
    await ask('PUT', '/worlds/w', {})
    expect((await ask('DELETE', `/worlds/w?generation=${generation}`)).status).toBe(404)
    expect(await ask('DELETE', `/worlds/w?generation=${Number(generation) + 1}`)).toEqual({
      status: 200,
      body: { count: 1 },
    })
    expect((await ask('DELETE', '/worlds/w')).status).toBe(404)
    expect(await ask('DELETE', '/worlds/default')).toEqual({ status: 200, body: { count: 1 } })
  })

  it('are told by what is done to them', async () => {
    const { ask, told } = asking({ maxWorlds: 1 })
    await ask('POST', '/worlds', { name: 'w' })
    await ask('POST', '/worlds/w/reset')
    expect((await ask('POST', '/worlds', {})).status).toBe(503)
    await ask('DELETE', '/worlds/w')
    expect(told).toEqual(['w: made', 'w: reset', 'w: dropped'])
  })
})

describe('seats', () => {
  const ROOM = '/worlds/default/meeting-rooms/abc-def-ghi'

  it('are given and taken; a user has one, a guest any number, and the host is known', async () => {
    const { core, ask, told } = asking()
    const host = core.seed.identities['host']?.member
    const first = await ask('POST', `${ROOM}/participants`, { userId: host })
    expect(first).toMatchObject({
      status: 201,
      body: { userId: host, guestName: null, isHost: true, isActive: true, leftAt: null },
    })
    const again = Object((await ask('POST', `${ROOM}/participants`, { userId: host })).body)
    await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })
    expect((await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })).body).toMatchObject({ isHost: false })
    const inside = async () => Object((await ask('GET', ROOM)).body).inside.map((each: unknown) => Object(each).userId)
    expect(await inside()).toEqual([host, null, null])
    expect((await ask('DELETE', `${ROOM}/participants/${again.id}`)).body).toMatchObject({
      isActive: false,
      leftAt: expect.any(String),
    })
    expect(await inside()).toEqual([null, null])
    expect(Object((await ask('GET', ROOM)).body).past).toHaveLength(2)
    expect(told.at(-1)).toBe(`default: let ${host} leave abc-def-ghi`)
  })

  it('remember the latest hundred who were there', async () => {
    const { ask } = asking()
    for (let n = 0; n < 101; n++) {
      const { id } = Object((await ask('POST', `${ROOM}/participants`, { guestName: `g${n}` })).body)
      await ask('DELETE', `${ROOM}/participants/${id}`)
    }
    const past: { guestName: string }[] = Object((await ask('GET', ROOM)).body).past
    expect([past.length, past[0]?.guestName, past.at(-1)?.guestName]).toEqual([100, 'g1', 'g100'])
  })
})

describe('a situation', () => {
  const set = async (body: object) => asking().ask('PUT', '/worlds/default/situations', body)

  it.each([
    [{ situation: { call: ['unknown', 'private'] } }, '/situation/call'],
    [{ situation: {}, operation: 'leaveMeetingRoom', more: 1 }, '/more'],
    [{ situation: { limit: ['used-up'] }, operation: 'joinMeetingRoom' }, '/operation'],
  ])('%j is refused at %s', async (body, pointer) => {
    expect(await set(body)).toMatchObject({ status: 400, body: { pointer } })
  })

  it('uses up the limit of one operation, or of none', async () => {
    const { core, ask } = asking()
    await ask('PUT', '/worlds/default/situations', {
      situation: { limit: ['used-up'] },
      operation: 'joinVideoConference',
    })
    const windows = await core.store.change('default', (state) => ({
      result: [...state.windows.entries()].length,
      writes: [],
    }))
    expect(windows).toBe(1)
    expect((await set({ situation: { limit: [] } })).body).toEqual({ values: {} })
  })
})

it('an exchange is told without credentials, and a break as no status', () => {
  const about = { outcome: 'a', operation: 'b', cause: 'c', forced: null } as const
  const headers = {
    authorization: 'x',
    Cookie: 'kept',
    cookie: 'x',
    'x-api-key': 'x',
    'x-auth-token': 'x',
    host: 'h',
    none: undefined,
  }
  const request = { method: 'GET', target: '/', headers, body: '' }
  const entry = { n: 1, at: 0, request, answer: { status: 0, body: '', about } }
  expect(toJournalEntry('w', entry)).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    status: null,
    rule: 'a',
    request: {
      headers: { authorization: '…', cookie: '…', 'x-api-key': '…', 'x-auth-token': '…', host: 'h', none: '' },
    },
  })
  expect(
    toJournalEntry('w', { ...entry, answer: { ...entry.answer, about: { ...about, forced: 'arm' } } }).rule,
  ).toBeNull()
})

it('what is open is ended once each, and no more once it was taken out', () => {
  const ended: string[] = []
  const ends = createOpenEnds()
  ends.add(() => ended.push('a'))
  const takeOut = ends.add(() => ended.push('b'))
  const own = ends.add(() => {
    own()
    ended.push('c')
  })
  takeOut()
  ends.endAll()
  ends.endAll()
  expect(ended).toEqual(['a', 'c', 'a'])
})

it.each([
  [{ pointer: '/a', keyword: 'x', text: 'must be', params: { additionalProperty: 'b/~' } }, '/q/a/b~1~0'],
  [{ pointer: '/a', keyword: 'not', text: 'must NOT be valid' }, '/q/a'],
])('a fault of form %j is at %s', (fault, pointer) => {
  expect(JSON.parse(wrongForm(fault, '/q').body)).toMatchObject({ pointer })
})

it('a fault of form says what may be there', () => {
  const expected = (params: object): unknown =>
    JSON.parse(wrongForm({ pointer: '', keyword: 'x', text: 'must be so', params: { ...params } }).body).expected
  expect([expected({ allowedValues: ['a', 5] }), expected({ allowedValue: null }), expected({})]).toEqual([
    'must be one of a, 5',
    'must be null',
    'must be so',
  ])
  expect(escaped('x'.repeat(200))).toHaveLength(80)
})
