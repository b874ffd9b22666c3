import { describe, expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'

/** A mock, and whether its call of an id can be joined. */
function begin() {
  const core = createCore()
  const callOf = (id: string | undefined) =>
    core.store.change('default', ({ calls }) => ({ result: calls.get(id ?? ''), writes: [] }))
  return { core, callOf }
}

describe('a call that is arranged', () => {
  it('is open to everybody, and to nobody but its members where it is private', async () => {
    const { core, callOf } = begin()
    const { callId } = await core.arrange({ call: [] })
    expect(await callOf(callId)).toEqual({
      id: callId,
      url: `http://g.co/meet/RocketChat_${callId}`,
      providerName: 'googlemeet',
      members: null,
      users: [],
      anonymousUsers: 0,
    })
    const shut = await core.arrange({ call: ['private'] })
    expect(await callOf(shut['callId'])).toMatchObject({ members: [expect.any(String)] })
    expect(shut['callId']).not.toBe(callId)
  })

  it('that is unknown has an id of no call', async () => {
    const { core, callOf } = begin()
    const { callId } = await core.arrange({ call: ['unknown'] })
    expect(callId).toEqual(expect.any(String))
    expect(await callOf(callId)).toBeUndefined()
  })

  it('is gone once the one that is there is made unknown', async () => {
    const { core, callOf } = begin()
    const values = await core.arrange({ call: [] })
    expect(await core.arrange({ call: ['unknown'] }, null, { values })).toEqual(values)
    expect(await callOf(values['callId'])).toBeUndefined()
  })

  it('that can’t be joined says why in its row; one that is open to guests changes the world', async () => {
    const { core, callOf } = begin()
    const arranged = async (...facts: string[]) => callOf((await core.arrange({ call: facts }))['callId'])
    expect(await arranged('inactive')).toMatchObject({ status: 'ended' })
    expect(await arranged('without-url')).toMatchObject({ url: '' })
    expect(await arranged('without-provider', 'unconfigured')).toMatchObject({ provider: 'missing' })
    expect(await arranged('unconfigured')).toMatchObject({ provider: 'unconfigured' })
    const reading = () =>
      core.store.change('default', ({ settings }) => ({ result: settings.anonymousReading, writes: [] }))
    await core.store.change('default', ({ settings }) => ({
      result: null,
      writes: [{ table: 'settings', key: '', value: { ...settings, anonymousReading: false } }],
    }))
    await arranged('private')
    expect(await reading()).toBe(false)
    await arranged('open-to-guests')
    expect(await reading()).toBe(true)
  })

  it('keeps what it has when facts are added to it', async () => {
    const { core, callOf } = begin()
    const [seeded] = core.seed.calls
    await core.arrange({ call: ['private'] }, null, { values: { callId: seeded?.id ?? '' } })
    expect(await callOf(seeded?.id)).toMatchObject({ url: seeded?.url, members: [expect.any(String)] })
    const before = await callOf(seeded?.id)
    if (!before) throw new Error('the seed has the call')
    const joined = { ...before, users: ['ann'], anonymousUsers: 2 }
    await core.store.change('default', () => ({
      result: null,
      writes: [{ table: 'calls', key: joined.id, value: joined }],
    }))
    await core.arrange({ call: ['inactive'] }, null, { values: { callId: joined.id } })
    expect(await callOf(joined.id)).toEqual({ ...joined, status: 'ended' })
    await core.arrange({ call: ['private'] }, null, { values: { callId: joined.id } })
    const shut = await callOf(joined.id)
    expect(shut).toEqual({ ...joined, status: 'ended', members: [expect.any(String)] })
    expect(shut?.members).not.toEqual(joined.members)
  })
})
