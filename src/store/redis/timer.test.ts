import { expect, it } from 'vitest'
import { startTimer } from './timer.ts'

it('a timer keeps no process alive', () => {
  const holding = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
  const before = holding()
  const cancel = startTimer(60_000, () => {})
  expect(holding()).toBe(before)
  cancel()
})

it('a timer calls back, unless it is cancelled', async () => {
  const told: string[] = []
  const cancel = startTimer(0, () => void told.push('cancelled'))
  cancel()
  // Without one that keeps the process alive, it could end first.
  const alive = setInterval(() => {}, 1_000)
  await new Promise<void>((resolve) => void startTimer(1, resolve))
  clearInterval(alive)
  expect(told).toEqual([])
})
