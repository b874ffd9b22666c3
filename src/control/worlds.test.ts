import { describe, expect, it } from 'vitest'
import { failStore } from '../../tests/support/failing-store.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { verifyToken } from '../domain/jwt.ts'
import { createCore } from '../mock/core.ts'
import { StoreUnavailable, WorldGone, type Store } from '../world/store.ts'
import { asking } from './testing/asking.ts'

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
    expect(await ask('POST', '/worlds', { name: 'qa-1' })).toMatchObject({
      status: 409,
      body: { title: 'Name taken', detail: 'The world qa-1 already exists.' },
    })
    expect((await ask('PUT', '/worlds/qa-1', { rateLimit: false })).body).toMatchObject({ rateLimit: false })
    expect(Object((await ask('GET', '/worlds')).body).worlds).toHaveLength(3)
    expect(await ask('PUT', '/worlds/a_b', {})).toMatchObject({ status: 400, body: { pointer: '/path/world' } })
    for (const name of ['a_b', '-a', 'x'.repeat(64)]) expect((await ask('POST', '/worlds', { name })).status).toBe(400)
    expect(await ask('POST', '/worlds', { seed: 'none' })).toMatchObject({
      status: 400,
      body: { pointer: '/seed', expected: 'must be one of documented, empty, busy:<number up to 1000000>' },
    })
  })

  it('are listed though one is damaged, which says so, and another has ended meanwhile', async () => {
    const { ask, core } = asking()
    for (const name of ['fine', 'ended', 'damaged'])
      await ask('POST', '/worlds', { name, salt: 'pepper', rateLimit: false })
    await ask('POST', '/worlds/fine/arms', { status: 503 })
    await core.answer(requestOf('GET', '/~damaged/nothing'))
    const store = { ...core.store }
    Object.defineProperty(core.store, 'change', {
      value: (name: string, decide: Parameters<Store['change']>[1]) => {
        if (name === 'ended') throw new WorldGone(name)
        if (name === 'damaged') throw new StoreUnavailable('its log lacks an entry', 'Make it anew.')
        return store.change(name, decide)
      },
    })
    const { worlds } = Object((await ask('GET', '/worlds')).body)
    expect(worlds).toMatchObject([
      { name: 'default' },
      { name: 'fine', armed: 1 },
      {
        name: 'damaged',
        seed: 'documented',
        salt: 'pepper',
        clock: { mode: 'frozen', now: '2026-03-03T10:30:00.000Z' },
        rateLimit: false,
        exchanges: 1,
        latest: 1,
        armed: 0,
        unavailable: 'its log lacks an entry',
      },
    ])
    expect(worlds[1]).not.toHaveProperty('unavailable')
  })

  it('are not listed without one because of a defect', async () => {
    const { ask, core } = asking()
    failStore(core)
    await expect(ask('GET', '/worlds')).rejects.toThrow('the store has failed')
  })

  it('are dropped by their generation, where one is named', async () => {
    const { ask } = asking()
    const { body } = await ask('POST', '/worlds', { name: 'w' })
    const { generation } = Object(body)
    await ask('PUT', '/worlds/w', {})
    expect(await ask('DELETE', `/worlds/w?generation=${generation}`)).toMatchObject({
      status: 404,
      body: { title: 'No such world', detail: 'The world w has been replaced since.' },
    })
    expect(await ask('DELETE', `/worlds/w?generation=${Number(generation) + 1}`)).toEqual({
      status: 200,
      body: { count: 1 },
    })
    expect((await ask('DELETE', '/worlds/w')).status).toBe(404)
    expect(await ask('DELETE', '/worlds/default')).toEqual({ status: 200, body: { count: 1 } })
  })

  it('have identities whose tokens are signed with the key of the mock, and may have its own seed', async () => {
    const { core, ask } = asking({ jwtSecret: 'key', seed: { ...createCore().seed, name: 'ours' } })
    const { status, body } = await ask('POST', '/worlds', { seed: 'ours' })
    const { identities } = Object(body)
    const token = String(identities.member.Authorization).replace('Bearer ', '')
    expect([status, verifyToken('key', token)?.sub]).toEqual([201, core.seed.identities['member']?.member])
  })

  it('are told by what is done to them', async () => {
    const { ask, told } = asking({ maxWorlds: 1 })
    await ask('POST', '/worlds', { name: 'w' })
    expect(await ask('POST', '/worlds/w/reset')).toMatchObject({ status: 200, body: { name: 'w' } })
    expect((await ask('POST', '/worlds', {})).status).toBe(503)
    await ask('DELETE', '/worlds/w')
    expect(told).toEqual(['w: made', 'w: reset', 'w: dropped'])
  })
})
