import { describe, expect, it } from 'vitest'
import { requestOf } from '../../tests/support/request-of.ts'
import { seeds } from '../contract/compiled/seeds.ts'
import { credentialsOf } from '../world/identities.ts'
import { asking } from './testing/asking.ts'

/** As a transport passes them on. */
const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

describe('a situation', () => {
  const set = async (body: object) => asking().ask('PUT', '/worlds/default/situations', body)

  it.each([
    [{ situation: { call: ['unknown', 'private'] } }, '/situation/call', 'must not combine unknown with other facts'],
    [{ situation: {}, operation: 'leaveMeetingRoom', more: 1 }, '/more', 'is not allowed: there is no such member'],
    [
      { situation: { limit: ['used-up'] }, operation: 'joinMeetingRoom' },
      '/operation',
      'must have a rate limit to use up',
    ],
    [
      { situation: { limit: ['used-up'] }, operation: 'dance' },
      '/operation',
      'must be one of joinLivechatRoom, listLivechatRooms, joinVideoConference, joinMeetingRoom, connectMeetingRooms, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom',
    ],
  ])('%j is refused at %s', async (body, pointer, expected) => {
    expect(await set(body)).toMatchObject({ status: 400, body: { pointer, expected } })
  })

  it('that uses up no limit may name an operation that has none', async () =>
    expect(await set({ situation: { 'meeting-room': [] }, operation: 'joinMeetingRoom' })).toMatchObject({
      status: 200,
      body: { values: { code: expect.any(String) } },
    }))

  it('uses up the limits of livechat, too, where the world has them', async () => {
    const { core, ask } = asking({ livechatLimits: true })
    const headers = lowerCased(credentialsOf(seeds.documented, 'agent'))
    const used = { situation: { limit: ['used-up'] }, operation: 'listLivechatRooms' }
    expect(await ask('PUT', '/worlds/default/situations', used)).toMatchObject({ status: 200 })
    expect((await core.answer(requestOf('GET', '/api/v1/livechat/rooms', { headers }))).status).toBe(429)
    expect(await set(used)).toMatchObject({ status: 400, body: { pointer: '/operation' } })
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
    expect((await set({ situation: { limit: ['used-up'] } })).status).toBe(200)
    expect((await set({ situation: { limit: [] } })).body).toEqual({ values: {} })
  })

  it('is of operations that are served, for a caller at the address that is named', async () => {
    const { core, ask } = asking()
    const used = { situation: { limit: ['used-up'] }, operation: 'joinVideoConference', address: '192.0.2.1' }
    await ask('PUT', '/worlds/default/situations', used)
    const keys = await core.store.change('default', (state) => ({
      result: [...state.windows.entries()].map(([key]) => key),
      writes: [],
    }))
    expect(keys).toEqual(['joinVideoConference 192.0.2.1'])
    expect(await set({ ...used, operation: 'joinVideo' })).toMatchObject({
      status: 400,
      body: { pointer: '/operation' },
    })
  })

  it('gives a full room other seats, unless those that it has are to be kept', async () => {
    const full = async (more: object) => {
      const { core, ask } = asking()
      const named = { situation: { 'meeting-room': ['full'] }, values: { code: 'abc-def-ghi' } }
      const room = () =>
        core.store.change('default', ({ meetingRooms }) => ({ result: meetingRooms.get('abc-def-ghi'), writes: [] }))
      const before = await room()
      expect((await ask('PUT', '/worlds/default/situations', { ...named, ...more })).status).toBe(200)
      return (await room())?.maxParticipants === before?.maxParticipants
    }
    expect([await full({}), await full({ keepSeats: false }), await full({ keepSeats: true })]).toEqual([
      false,
      false,
      true,
    ])
  })

  it('is told in the words of its request, with what it names', async () => {
    const { ask, told } = asking()
    const put = (body: object) => ask('PUT', '/worlds/default/situations', body)
    await put({ situation: { 'meeting-room': ['locked'] }, values: { code: 'abc-def-ghi' } })
    await put({ situation: { 'meeting-room': [], call: ['private'] } })
    await put({ situation: { 'meeting-room': [] }, values: { code: 'c'.repeat(81) } })
    expect(told).toEqual([
      'default: set meeting-room abc-def-ghi: [locked]',
      'default: set meeting-room: [], call: [private]',
      `default: set meeting-room ${'c'.repeat(80)}: []`,
    ])
  })
})
