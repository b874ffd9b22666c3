import { expect, it } from 'vitest'
import { realTimers } from './timers.ts'

it('timers call at once what is overdue, and never what was taken back; none waits longer than a platform can', async () => {
  const timers = realTimers()
  const seen: string[] = []
  timers.after(-5, () => seen.push('never'))()
  const takeBack = timers.after(2 ** 40, () => seen.push('early'))
  await new Promise<void>((resolve) => void timers.after(-5, resolve))
  await new Promise<void>((resolve) => void timers.after(1, resolve))
  takeBack()
  expect(seen).toEqual([])
})
