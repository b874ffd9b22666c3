import { expect, it, vi } from 'vitest'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { StoreUnavailable, WorldGone } from '../../world/store.ts'
import { createOwedLeaves } from './owed-leaves.ts'

it('seats are given up in order once the store can keep it, and one whose world is gone holds up no other', async () => {
  const due: (() => void)[] = []
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const { promise: isLater, resolve: again } = Promise.withResolvers<void>()
  const leaves = createOwedLeaves((_, then) => {
    due.push(then)
    if (due.length === 2) again()
  })
  let tries = 0
  leaves.owe(() => {
    if (++tries === 1) throw new StoreUnavailable('the disk is full', 'Make room.')
  })
  leaves.owe(() => Promise.reject(new WorldGone('w')))
  leaves.owe(resolve)
  expect(due).toHaveLength(1)
  due[0]?.()
  await isLater
  due[1]?.()
  await done
  expect([tries, due.length]).toEqual([2, 2])
})

it('a seat is given up a second later, and each second until it is, however many wait', async () => {
  using timers = standTimers()
  const leaves = createOwedLeaves()
  const left: string[] = []
  let [isKept, asked] = [false, 0]
  leaves.owe(() => {
    asked++
    if (!isKept) throw new StoreUnavailable('the disk is full', 'Make room.')
    left.push('first')
  })
  leaves.owe(() => left.push('second'))
  expect(timers.waiting()).toBe(1)
  timers.pass(1_000)
  await settle()
  expect([asked, left, timers.waiting()]).toEqual([1, [], 1])
  isKept = true
  timers.pass(999)
  await settle()
  expect(left).toEqual([])
  timers.pass(1)
  await settle()
  expect([left, timers.waiting()]).toEqual([['first', 'second'], 0])
})

it('a seat that waits to be given up keeps no process alive', () => {
  const set = vi.spyOn(globalThis, 'setTimeout')
  createOwedLeaves().owe(() => {})
  const [timer] = set.mock.results.map(({ value }) => value)
  set.mockRestore()
  clearTimeout(timer)
  expect(timer?.hasRef()).toBe(false)
})

it('a seat that cannot be given up for a defect is told of, and holds up no other', async () => {
  const due: (() => unknown)[] = []
  const leaves = createOwedLeaves((_, then) => due.push(then))
  const left: string[] = []
  const defect = new Error('a defect')
  leaves.owe(() => left.push('first'))
  leaves.owe(() => Promise.reject(defect))
  leaves.owe(() => left.push('third'))
  await expect(due[0]?.()).rejects.toBe(defect)
  expect([left, due.length]).toEqual([['first'], 2])
  await due[1]?.()
  leaves.owe(() => left.push('later'))
  await due[2]?.()
  expect([left, due.length]).toEqual([['first', 'third', 'later'], 3])
})

it('nothing more is due after a defect where no seat waits', async () => {
  const due: (() => unknown)[] = []
  const leaves = createOwedLeaves((_, then) => due.push(then))
  const fail = (): never => {
    throw new Error('a defect')
  }
  leaves.owe(fail)
  await expect(due[0]?.()).rejects.toThrow('a defect')
  expect(due).toHaveLength(1)
})
