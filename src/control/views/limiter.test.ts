import { describe, expect, it } from 'vitest'
import { requestOf } from '../../../tests/support/request-of.ts'
import { asking } from '../testing/asking.ts'

const WORLD = '/worlds/w'

async function begin(options = {}) {
  const plane = asking(options)
  await plane.ask('POST', '/worlds', { name: 'w' })
  const call = async (address: string) =>
    plane.core.answer(
      requestOf('POST', '/~w/api/v1/video-conference.join', {
        headers: { 'content-type': 'application/json' },
        body: '{"callId":"none"}',
        address,
      }),
    )
  return { ...plane, call, limiter: async () => (await plane.ask('GET', `${WORLD}/limiter`)).body }
}
const LIMIT = { operation: 'joinVideoConference', requests: 2, windowMs: 5_000 }
const caller = (address: string, left: number) => ({ address, left, resetsAt: '2026-03-03T10:30:05.000Z' })

describe('the limiter of a world', () => {
  it('shows the limits that have an outcome, without callers at first', async () => {
    expect(await (await begin()).limiter()).toEqual({ enforced: true, limits: [{ ...LIMIT, callers: [] }] })
    expect(await (await begin({ rateLimit: false })).limiter()).toMatchObject({ enforced: false })
  })

  it('shows those of livechat, too, where the world has them', async () => {
    const { limiter } = await begin({ livechatLimits: true })
    const { limits } = Object(await limiter())
    expect(limits.map((each: { operation: string }) => each.operation).toSorted()).toEqual([
      'joinLivechatRoom',
      'joinVideoConference',
      'listLivechatRooms',
    ])
  })

  it('shows what is left to each caller, down to none', async () => {
    const { call, limiter } = await begin()
    await call('10.0.0.1')
    await call('127.0.0.1')
    await call('127.0.0.1')
    expect(await limiter()).toMatchObject({ limits: [{ callers: [caller('10.0.0.1', 1), caller('loopback', 0)] }] })
    await call('127.0.0.1')
    expect(await limiter()).toMatchObject({ limits: [{ callers: [caller('10.0.0.1', 1), caller('loopback', 0)] }] })
  })

  it('shows no window that is over, or that is yet to begin', async () => {
    const { call, limiter, ask } = await begin()
    await call('10.0.0.1')
    const callersAfter = async (advanceMs: number) => {
      await ask('PUT', `${WORLD}/clock`, { advanceMs })
      return Object(await limiter()).limits[0].callers.length
    }
    expect([
      await callersAfter(4_999),
      await callersAfter(1),
      await callersAfter(-5_000),
      await callersAfter(-1),
    ]).toEqual([1, 0, 1, 0])
  })

  it('shows the calls of an operation as its own', async () => {
    const { core, limiter } = await begin()
    await core.store.change('w', (state) => ({
      result: null,
      writes: [{ table: 'windows', key: 'another 10.0.0.1', value: { start: state.now, used: 1 } }],
    }))
    expect(await limiter()).toMatchObject({ limits: [{ callers: [] }] })
  })
})
