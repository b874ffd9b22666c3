import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

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
