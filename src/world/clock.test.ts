import { expect, it } from 'vitest'
import { realClock, setClock } from './clock.ts'

it('a set clock stands until it is moved, forward or back', () => {
  const clock = setClock(1_000)
  expect([clock.now(), clock.now()]).toEqual([1_000, 1_000])
  clock.advance(250)
  expect(clock.now()).toBe(1_250)
  clock.advance(-2_000)
  expect([clock.now(), setClock(0).now()]).toEqual([-750, 0])
})

it('the real clock is the machine’s', () => {
  const before = Date.now()
  const now = realClock().now()
  expect(now >= before && now <= Date.now()).toBe(true)
})
