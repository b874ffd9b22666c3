import { expect, it } from 'vitest'
import { createCore } from '../mock/core.ts'
import { toClockInfo } from './clock-info.ts'
import { lazyPlays } from './lazy-plays.ts'

it('the time of a world is shown as an instant, and whether its clock runs', () => {
  const now = Date.UTC(2026, 10, 28, 3, 17)
  expect(toClockInfo({ now, clock: { kind: 'frozen', at: now } })).toEqual({
    mode: 'frozen',
    now: '2026-11-28T03:17:00.000Z',
  })
})

it('the plays of a mock are loaded once, when they are first asked for', async () => {
  const plays = lazyPlays(createCore())
  expect(plays.ifAny()).toBeUndefined()
  plays.endAll()
  const first = await plays.get()
  expect(await plays.get()).toBe(first)
  expect(await plays.ifAny()).toBe(first)
})
