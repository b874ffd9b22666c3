import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

describe('the clock of a world', () => {
  const CLOCK = '/worlds/w/clock'
  const begin = async () => {
    const plane = asking({ clock: { now: () => Date.UTC(2030, 0, 1) } })
    await plane.ask('POST', '/worlds', { name: 'w' })
    return { ...plane, change: async (body: object) => (await plane.ask('PUT', CLOCK, body)).body }
  }

  it('stands, is set and moved, runs on from there, and stands again where it is', async () => {
    const { ask, change, told } = await begin()
    const at = (now: string, mode: string) => ({ now, mode })
    expect(await change({ set: '2026-03-03T10:30:00Z' })).toEqual(at('2026-03-03T10:30:00.000Z', 'frozen'))
    expect(await change({ advanceMs: -1000 })).toEqual(at('2026-03-03T10:29:59.000Z', 'frozen'))
    expect(await change({ run: true })).toEqual(at('2026-03-03T10:29:59.000Z', 'running'))
    expect(await change({ advanceMs: 1500 })).toEqual(at('2026-03-03T10:30:00.500Z', 'running'))
    expect(await change({ set: '2027-01-01T00:00:00Z' })).toEqual(at('2027-01-01T00:00:00.000Z', 'running'))
    expect(await change({ freeze: true })).toEqual(at('2027-01-01T00:00:00.000Z', 'frozen'))
    expect((await ask('GET', CLOCK)).body).toEqual(at('2027-01-01T00:00:00.000Z', 'frozen'))
    expect(told.at(-1)).toBe('w: clock 2027-01-01T00:00:00.000Z frozen')
  })

  it('is set to no date that there is not, nor beyond those that texts can tell', async () => {
    const { change } = await begin()
    for (const set of ['2026-02-30T00:00:00Z', '9001-01-01T00:00:00Z'])
      expect(await change({ set })).toMatchObject({
        pointer: '/set',
        expected: 'must give an existing date in the years 0 to 9000',
      })
    expect(await change({ advanceMs: 8_000 * 365 * 86_400_000 })).toMatchObject({ pointer: '/advanceMs' })
    expect(await change({ set: '9000-12-31T23:59:59.999Z' })).toMatchObject({ now: '9000-12-31T23:59:59.999Z' })
    expect(await change({ set: '0000-01-01T00:00:00Z' })).toMatchObject({ now: '0000-01-01T00:00:00.000Z' })
    expect(await change({ advanceMs: -1 })).toMatchObject({ status: 400, pointer: '/advanceMs' })
  })

  it('has a limiter that goes by it, and keeps its other settings', async () => {
    const { core, ask, told } = await begin()
    const settings = () => core.store.change('w', (state) => ({ result: state.settings, writes: [] }))
    const before = await settings()
    expect((await ask('PUT', '/worlds/w/limiter', { enforced: false })).body).toEqual({ enforced: false })
    expect(await settings()).toEqual({ ...before, rateLimit: false })
    await ask('PUT', '/worlds/w/limiter', { enforced: true })
    expect(await settings()).toEqual(before)
    expect(told.slice(-2)).toEqual(['w: rate limits off', 'w: rate limits on'])
  })
})
