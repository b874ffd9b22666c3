import { describe, expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { createCore, type MockOptions } from '../mock/core.ts'
import { createControl } from './control.ts'
import { asking } from './testing/asking.ts'

const PATH = '/worlds/w/journal'

/** A mock with a world `w` in which three calls were made: a list, a wrong path, a forced join. */
async function begin(options: MockOptions = {}) {
  const plane = asking(options)
  await plane.ask('POST', '/worlds', { name: 'w' })
  const call = async (method: string, target: string, headers = {}) =>
    plane.core.answer(requestOf(method, `/~w${target}`, { headers }))
  await call('GET', '/api/v1/livechat/rooms')
  await call('DELETE', '/nothing')
  await call('POST', '/rooms/abc/join', { prefer: 'example=room-full' })
  return { ...plane, call, page: async (query = '') => (await plane.ask('GET', `${PATH}?${query}`)).body }
}
const numbers = (body: unknown): unknown[] => [...Object(body).entries].map(({ n }) => n)

describe('the journal of a world', () => {
  it('has its calls, oldest first, and the number of the last', async () => {
    const { page } = await begin()
    const body = await page()
    expect(body).toMatchObject({ forgotten: 0, last: 3 })
    expect(numbers(body)).toEqual([1, 2, 3])
    expect(Object(body).entries[0]).toMatchObject({
      world: 'w',
      operation: 'listLivechatRooms',
      outcome: 'not-logged-in',
    })
  })

  it.each([
    ['after=1', [2, 3]],
    ['after=3', []],
    ['limit=2', [1, 2]],
    ['operation=listLivechatRooms', [1]],
    ['outcome=room-full', [3]],
    ['status=401', [1]],
    ['status=404', [2]],
    ['method=delete', [2]],
    ['method=GET', [1]],
    ['forced=true', [3]],
    ['forced=false', [1, 2]],
    ['operation=joinMeetingRoom&outcome=not-logged-in', []],
    ['after=1&limit=1&forced=false', [2]],
  ])('with %s has the entries %j', async (query, entries) => {
    const { page } = await begin()
    expect(numbers(await page(query))).toEqual(entries)
  })

  it('has a hundred at once, unless more are asked for, and says how many it has forgotten', async () => {
    const { page, call } = await begin()
    for (let n = 0; n < 100; n++) await call('GET', '/nothing')
    expect(numbers(await page())).toHaveLength(100)
    expect(numbers(await page('limit=1000'))).toHaveLength(103)
    for (let n = 0; n < 158; n++) await call('GET', '/nothing')
    expect(await page('limit=1')).toMatchObject({ entries: [{ n: 6 }], forgotten: 5, last: 261 })
  })

  it.each(['operation', 'outcome'])('of an unknown %s is refused', async (name) => {
    const { page } = await begin()
    expect(await page(`${name}=none`)).toMatchObject({ pointer: `/query/${name}` })
  })

  it('is cleared, says of how many, and goes on counting', async () => {
    const { ask, page, call } = await begin()
    expect((await ask('DELETE', PATH)).body).toEqual({ count: 3 })
    expect((await ask('DELETE', PATH)).body).toEqual({ count: 0 })
    await call('GET', '/nothing')
    expect(numbers(await page())).toEqual([4])
  })
})

describe('who waits for a call', () => {
  it('gets the first that fits, and one that is there already at once', async () => {
    using timers = standTimers()
    const { page, call } = await begin()
    expect(numbers(await page('status=401&wait=60000'))).toEqual([1])
    const waiting = page('after=3&status=401&wait=60000')
    await settle()
    await call('GET', '/nothing')
    await call('GET', '/api/v1/livechat/rooms')
    expect([numbers(await waiting), timers.waiting()]).toEqual([[5], 0])
  })

  it('gets none once the time is over, or at once without time', async () => {
    using timers = standTimers()
    const { page } = await begin()
    const waiting = page('after=3&wait=500')
    await settle()
    timers.pass(499)
    let isDone = false
    void waiting.then(() => (isDone = true))
    await settle()
    expect(isDone).toBe(false)
    timers.pass(1)
    expect(numbers(await waiting)).toEqual([])
    expect([numbers(await page('after=3')), timers.waiting()]).toEqual([[], 0])
  })

  it('gets none once the world is dropped; another world’s end is not heard', async () => {
    using timers = standTimers()
    const { page, ask } = await begin()
    await ask('POST', '/worlds', { name: 'other' })
    const waiting = page('after=3&wait=60000')
    await settle()
    await ask('DELETE', '/worlds/other')
    await ask('POST', '/worlds/w/reset')
    expect(timers.waiting()).toBe(1)
    await ask('DELETE', '/worlds/w')
    expect([numbers(await waiting), timers.waiting()]).toEqual([[], 0])
  })

  it('gets none once the server stops', async () => {
    using timers = standTimers()
    const control = createControl(
      createCore(),
      () => '',
      () => '',
    )
    const waiting = control.answer(requestOf('GET', '/worlds/default/journal?wait=60000'))
    await settle()
    expect(timers.waiting()).toBe(1)
    control.endAll()
    expect([numbers(JSON.parse((await waiting).body)), timers.waiting()]).toEqual([[], 0])
  })

  it('keeps the world from being dropped as idle', async () => {
    using timers = standTimers({ clock: true })
    const { page, core, call } = await begin({ worldIdleMinutes: 0.5 })
    void core.worlds.sweep()
    const waiting = page('after=3&wait=60000')
    await settle()
    void core.worlds.sweep()
    timers.pass(31_000)
    void core.worlds.sweep()
    expect(core.worlds.get('w')).toBeDefined()
    await call('GET', '/nothing')
    expect(numbers(await waiting)).toEqual([4])
    // No longer than that.
    void core.worlds.sweep()
    timers.pass(31_000)
    void core.worlds.sweep()
    expect(core.worlds.get('w')).toBeUndefined()
  })
})
