import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const ARMS = '/worlds/default/arms'

describe('what is armed', () => {
  it('is listed in the order of its arming, each with an id of its own', async () => {
    const { ask, told } = asking()
    const one = await ask('POST', ARMS, { operation: 'joinMeetingRoom', outcome: 'room-full', times: 1 })
    const two = await ask('POST', ARMS, { status: 503, latencyMs: 20 })
    const three = await ask('POST', ARMS, { reset: true, times: 2 })
    const four = await ask('POST', ARMS, { latencyMs: 5 })
    expect(one).toEqual({
      status: 201,
      body: {
        id: expect.any(String),
        operation: 'joinMeetingRoom',
        times: 1,
        outcome: 'room-full',
        status: null,
        reset: false,
        latencyMs: 0,
      },
    })
    expect(two.body).toMatchObject({
      operation: null,
      times: null,
      outcome: null,
      status: 503,
      reset: false,
      latencyMs: 20,
    })
    expect(three.body).toMatchObject({ status: null, reset: true })
    expect(four.body).toMatchObject({ outcome: null, status: null, reset: false, latencyMs: 5 })
    expect((await ask('GET', ARMS)).body).toEqual({ arms: [one, two, three, four].map(({ body }) => body) })
    expect(told).toEqual([
      'default: armed joinMeetingRoom: room-full, 1 time',
      'default: armed any operation: 503, 20 ms late',
      'default: armed any operation: reset, 2 times',
      'default: armed any operation: reached, 5 ms late',
    ])
  })

  it('is disarmed by operation, or all of it; to disarm nothing is told to nobody', async () => {
    const { ask, told } = asking()
    await ask('POST', ARMS, { operation: 'joinMeetingRoom', outcome: 'room-full' })
    await ask('POST', ARMS, { status: 500 })
    expect((await ask('DELETE', `${ARMS}?operation=leaveMeetingRoom`)).body).toEqual({ count: 0 })
    expect((await ask('DELETE', `${ARMS}?operation=joinMeetingRoom`)).body).toEqual({ count: 1 })
    expect((await ask('DELETE', ARMS)).body).toEqual({ count: 1 })
    expect(told.slice(2)).toEqual(['default: 1 disarmed', 'default: 1 disarmed'])
  })

  it.each([
    [{}, ''],
    [{ times: 1 }, ''],
    [{ outcome: 'room-full', status: 500 }, ''],
    [{ status: 500, reset: true }, ''],
    [{ operation: 'nothing', status: 500 }, '/operation'],
    [{ operation: 'nothing', outcome: 'room-full' }, '/operation'],
    [{ operation: 'joinLivechatRoom', outcome: 'room-full' }, '/outcome'],
    [{ outcome: 'no-such-outcome' }, '/outcome'],
    [{ outcome: 'unauthorized' }, '/operation'],
  ])('cannot be %j', async (body, pointer) => {
    const { ask } = asking()
    expect(await ask('POST', ARMS, body)).toMatchObject({ status: 400, body: { pointer } })
    expect((await ask('GET', ARMS)).body).toEqual({ arms: [] })
  })
})

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
      expect(await change({ set })).toMatchObject({ pointer: '/set' })
    expect(await change({ advanceMs: 8_000 * 365 * 86_400_000 })).toMatchObject({ pointer: '/advanceMs' })
    expect(await change({ set: '9000-12-31T23:59:59.999Z' })).toMatchObject({ now: '9000-12-31T23:59:59.999Z' })
    expect(await change({ set: '0000-01-01T00:00:00Z' })).toMatchObject({ now: '0000-01-01T00:00:00.000Z' })
  })

  it('has a limiter that goes by it, and keeps its other settings', async () => {
    const { core, ask } = await begin()
    const settings = () => core.store.change('w', (state) => ({ result: state.settings, writes: [] }))
    const before = await settings()
    expect((await ask('PUT', '/worlds/w/limiter', { enforced: false })).body).toEqual({ enforced: false })
    expect(await settings()).toEqual({ ...before, rateLimit: false })
    await ask('PUT', '/worlds/w/limiter', { enforced: true })
    expect(await settings()).toEqual(before)
  })
})
