import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../mock/core.ts'
import { sizeOf } from '../world/rows/size.ts'
import { readSnapshot, toSnapshot } from './snapshot.ts'
import { asking } from './testing/asking.ts'

const SNAPSHOT = '/worlds/w/snapshot'

describe('a snapshot', () => {
  it('is restored into any name that a world may have, and told of', async () => {
    const { ask, told } = asking()
    const { body } = await ask('GET', '/worlds/default/snapshot')
    expect(await ask('PUT', '/worlds/QA-1/snapshot', body)).toMatchObject({ status: 200, body: { name: 'qa-1' } })
    expect(told).toEqual(['qa-1: restored'])
    expect(await ask('PUT', '/worlds/a_b/snapshot', body)).toMatchObject({
      status: 400,
      body: { pointer: '/path/world', expected: expect.stringMatching(/^must be a name of /) },
    })
  })

  it('of nothing is 404; one more world than there may be is refused', async () => {
    const { ask } = asking({ maxWorlds: 0 })
    expect((await ask('GET', SNAPSHOT)).status).toBe(404)
    const { body } = await ask('GET', '/worlds/default/snapshot')
    expect((await ask('PUT', SNAPSHOT, body)).status).toBe(503)
  })

  it('that was changed is refused where it is', async () => {
    const { ask } = asking()
    const { body } = await ask('GET', '/worlds/default/snapshot')
    expect(await ask('PUT', SNAPSHOT, { ...Object(body), seed: 'none' })).toMatchObject({
      status: 400,
      body: { title: 'Invalid snapshot' },
    })
  })

  it('of more rows than a world may hold is refused', async () => {
    const { ask } = asking()
    for (let n = 0; n < 3; n++)
      await ask('PUT', `/worlds/default/roles/r${n}`, { name: `r${n}`, permissions: ['x'.repeat(1_000)] })
    const { body } = await ask('GET', '/worlds/default/snapshot')
    const small = asking({ limits: { world: 2_000 } })
    expect(await small.ask('PUT', SNAPSHOT, body)).toMatchObject({
      status: 400,
      body: {
        pointer: '/rows',
        expected: 'must take at most 2000 bytes; start the server with --limit world=<bytes>',
      },
    })
    expect((await asking({ limits: { world: 10_000 } }).ask('PUT', SNAPSHOT, body)).status).toBe(200)
  })

  it('of as many bytes as a world may hold is restored, and of one more is refused', async () => {
    const { core } = asking()
    const snapshot = toSnapshot(core.worlds.default, await core.store.contents('default'))
    const read = readSnapshot(snapshot, core)
    if ('pointer' in read) throw new Error(read.expected)
    const size = sizeOf(read.contents.rows)
    const restored = (world: number) => asking({ limits: { world } }).ask('PUT', SNAPSHOT, snapshot)
    expect([(await restored(size)).status, (await restored(size - 1)).status]).toEqual([200, 400])
  })

  it('trusts whom this server trusts, not whom the other one did', async () => {
    const trustAfter = async (before: MockOptions, after: MockOptions) => {
      const { body } = await asking(before).ask('GET', '/worlds/default/snapshot')
      const { core, ask } = asking(after)
      expect((await ask('PUT', SNAPSHOT, body)).status).toBe(200)
      return core.store.change('w', ({ settings }) => ({ result: settings.trust, writes: [] }))
    }
    expect(await trustAfter({ trust: 'agent' }, {})).toBeNull()
    expect(await trustAfter({}, { trust: 'agent' })).toBe('livechat-agent')
  })

  it('keeps the salt of its world, and so the ids to come', async () => {
    const { ask } = asking()
    await ask('POST', '/worlds', { name: 'w', salt: 'pepper' })
    const { body } = await ask('GET', SNAPSHOT)
    await ask('PUT', '/worlds/copy/snapshot', body)
    const next = async (world: string) =>
      (await ask('PUT', `/worlds/${world}/situations`, { situation: { call: [] } })).body
    expect(await next('copy')).toEqual(await next('w'))
  })
})
