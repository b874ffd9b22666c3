import { afterEach, beforeEach, expect, it } from 'vitest'
import { standTimers, type StandingTimers } from '../../tests/support/timers.ts'
import { createPauses } from './pauses.ts'

let timers: StandingTimers
beforeEach(() => void (timers = standTimers()))
afterEach(() => timers[Symbol.dispose]())

function started() {
  const state = { isFull: false }
  const [done, faults]: [number[], unknown[]] = [[], []]
  const pauses = createPauses({ isFull: () => state.isFull, onFault: (fault) => void faults.push(fault) })
  let count = 0
  const add = (times = 1): void => {
    for (let n = 0; n < times; n++) {
      const own = (count += 1)
      pauses.add(() => void done.push(own), 1)
    }
  }
  return { state, done, faults, pauses, add }
}

it('work waits until nothing has come for a while', async () => {
  const { done, add, pauses } = started()
  add()
  timers.pass(9)
  add()
  timers.pass(9)
  expect(done).toEqual([])
  timers.pass(1)
  await pauses.settled()
  expect(done).toEqual([1, 2])
})

it('work does not wait if there is no pause for long, if it is much, or if it keeps much', async () => {
  const long = started()
  for (let ms = 0; ms < 1_200; ms += 5) {
    long.add()
    timers.pass(5)
  }
  expect(long.done.length).toBeGreaterThan(0)
  const many = started()
  many.add(2_000)
  await Promise.resolve()
  expect(many.done).toEqual([])
  many.add()
  await Promise.resolve()
  expect(many.done.length).toBeGreaterThan(0)
  const full = started()
  full.state.isFull = true
  full.add()
  expect(full.done).toEqual([1])
})

it('what comes first is done first, with all that comes meanwhile', async () => {
  const { done, pauses, add } = started()
  pauses.add(() => new Promise<void>((resolve) => setImmediate(() => resolve(void done.push(0)))), 1)
  add(40)
  const settled = pauses.settled()
  add(3)
  await settled
  expect(done).toEqual(Array.from({ length: 44 }, (_, n) => n))
  await pauses.settled()
})

it('an error is told, and the next is done nevertheless', async () => {
  const { done, faults, pauses, add } = started()
  pauses.add(() => {
    throw new Error('one')
  }, 1)
  pauses.add(() => Promise.reject(new Error('two')), 1)
  add()
  await pauses.settled()
  expect([faults.map(String), done]).toEqual([['Error: one', 'Error: two'], [1]])
})

it('work is not kept beyond 20,000 pieces, or 16 MiB, that are not done; what is done makes room', async () => {
  const { pauses, done } = started()
  const release: (() => void)[] = []
  const held = (bytes: number): boolean =>
    pauses.add(() => new Promise<void>((resolve) => release.push(() => resolve(void done.push(bytes)))), bytes)
  expect(held(1)).toBe(true)
  timers.pass(10)
  await Promise.resolve()
  const room = Array.from({ length: 20_000 }, () => pauses.add(() => {}, 1))
  expect([room.lastIndexOf(true), room.indexOf(false)]).toEqual([19_998, 19_999])
  release[0]?.()
  await pauses.settled()
  expect([held(16 * 1024 * 1024), held(1)]).toEqual([true, false])
  const settled = pauses.settled()
  await Promise.resolve()
  release[1]?.()
  await settled
  expect([done, pauses.add(() => {}, 16 * 1024 * 1024)]).toEqual([[1, 16 * 1024 * 1024], true])
})

it('there is always room for work that keeps nothing, such as the end of a connection', async () => {
  const { pauses, done } = started()
  for (let n = 0; n < 20_000; n++) pauses.add(() => {}, 1)
  expect([pauses.add(() => done.push(1), 1), pauses.add(() => done.push(2), 0)]).toEqual([false, true])
  await pauses.settled()
  expect(done).toEqual([2])
})
