import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { JOIN_ROOM, jsonOf, startPlane, type Plane } from '../support/plane.ts'

let plane: Plane
beforeAll(async () => void (plane = await startPlane()))
afterAll(() => plane[Symbol.asyncDispose]())
beforeEach(async () => void (await plane.control('PUT', '/worlds/w', {})))

const LONG = 'x'.repeat(5000)

it.each([
  ['GET', `/${LONG}`, undefined],
  ['GET', `/worlds/w/people/${LONG}`, undefined],
  ['POST', `/worlds/w/meeting-rooms/${LONG}/participants`, { guestName: 'Jane' }],
  ['DELETE', `/worlds/w/meeting-rooms/abc-def-ghi/participants/${LONG}`, undefined],
  ['POST', '/worlds', { [LONG]: 1 }],
] as const)('an answer to %s repeats no more than the beginning of what was long', async (method, path, body) => {
  const answer = await plane.control(method, path, body)
  expect([400, 404]).toContain(answer.status)
  expect(answer.body).toContain('xxx')
  expect(answer.body.length).toBeLessThan(600)
})

it('an event repeats no more than the beginning of a long key', async () => {
  const told: string[] = []
  const stop = plane.server.mock.worlds.subscribe(({ what = '' }) => told.push(what))
  const person = { id: LONG, username: 'x', name: 'x', role: 'user', authToken: null }
  expect((await plane.control('PUT', `/worlds/w/people/${LONG}`, person)).status).toBe(200)
  stop()
  expect(told).toEqual([`wrote person ${'x'.repeat(80)}`])
})

it('a list is of a hundred rows, or exchanges, unless more are asked for', async () => {
  await plane.control('PUT', '/worlds/w', { seed: 'busy:150' })
  const rows = async (query: string): Promise<unknown> => jsonOf(await plane.control('GET', `/worlds/w/${query}`))
  expect(await rows('livechat-rooms')).toMatchObject({ rows: { length: 100 } })
  expect(await rows('livechat-rooms?limit=120')).toMatchObject({ rows: { length: 120 } })
  for (let n = 0; n < 130; n++) await plane.call('/nowhere', { world: 'w' })
  expect(await rows('journal')).toMatchObject({ entries: { length: 100 }, last: 130 })
  expect(await rows('journal?limit=120')).toMatchObject({ entries: { length: 120 } })
})

it('a world takes a thousand arms, and goes on with those that it has', async () => {
  const arm = async (): Promise<number> => (await plane.control('POST', '/worlds/w/arms', { status: 503 })).status
  const statuses: number[] = []
  for (let n = 0; n < 1000; n++) statuses.push(await arm())
  expect(new Set(statuses)).toEqual(new Set([201]))
  expect(await arm()).toBe(400)
  expect((await plane.call(JOIN_ROOM, { world: 'w', method: 'POST', as: 'member' })).status).toBe(503)
  expect(jsonOf(await plane.control('DELETE', '/worlds/w/arms'))).toEqual({ count: 1000 })
})

it('clearing what is not armed is told to nobody', async () => {
  const told: string[] = []
  const stop = plane.server.mock.worlds.subscribe(({ what = '' }) => told.push(what))
  expect(jsonOf(await plane.control('DELETE', '/worlds/w/arms'))).toEqual({ count: 0 })
  await plane.control('POST', '/worlds/w/arms', { status: 503, times: 1 })
  await plane.control('DELETE', '/worlds/w/arms')
  stop()
  expect(told).toEqual(['armed any operation: 503, 1 time', '1 disarmed'])
})

it('guests who are seated by hand take no seat from each other', async () => {
  const path = '/worlds/w/meeting-rooms/abc-def-ghi'
  for (const guestName of ['Jane', 'Omar']) await plane.control('POST', `${path}/participants`, { guestName })
  expect(jsonOf(await plane.control('GET', path))['inside']).toMatchObject([
    { guestName: 'Jane' },
    { guestName: 'Omar' },
  ])
})

it('a fact that goes with no other may stand alone', async () => {
  const answer = await plane.control('PUT', '/worlds/w/situations', { situation: { 'meeting-room': ['unknown'] } })
  const { values } = jsonOf(answer)
  expect([answer.status, values]).toEqual([200, { code: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/) }])
})
