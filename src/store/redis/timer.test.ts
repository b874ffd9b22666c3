import { expect, it } from 'vitest'
import { startTimer } from './timer.ts'

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
