import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCore, type Core } from '../mock/core.ts'
import { StoreUnavailable } from '../world/store.ts'
import { sweepingOf } from './sweep.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** Sweeps that end in `work`. */
function sweeping(work: () => void | Promise<void>) {
  const faults: unknown[] = []
  const core = createCore()
  const swept: Core = { ...core, worlds: { ...core.worlds, sweep: work } }
  const step = sweepingOf(swept, (fault) => void faults.push(fault))
  return { faults, step }
}

it('idle worlds are swept every thirty seconds, until the sweep is closed', async () => {
  let sweeps = 0
  const { faults, step } = sweeping(() => void sweeps++)
  const sweep = await step.open()
  expect(sweep.hasRef()).toBe(false)
  vi.advanceTimersByTime(29_999)
  expect(sweeps).toBe(0)
  vi.advanceTimersByTime(1)
  expect(sweeps).toBe(1)
  vi.advanceTimersByTime(60_000)
  expect(sweeps).toBe(3)
  await step.close?.(sweep)
  vi.advanceTimersByTime(60_000)
  expect([sweeps, faults]).toEqual([3, []])
})

it('a sweep that fails is told of, but not where the store can keep nothing: the next one tries again', async () => {
  const failures = [new StoreUnavailable('the disk is full', 'Make room.'), new Error('a defect')]
  const { faults, step } = sweeping(() => Promise.reject(failures.shift() ?? new Error('too often')))
  const sweep = await step.open()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(faults).toEqual([])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(faults).toEqual([new Error('a defect')])
  await step.close?.(sweep)
})
