import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { patience } from '../../tests/support/patience.ts'
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

it('timers keep no process alive', () => {
  const script = `
    import { realTimers } from ${JSON.stringify(new URL('timers.ts', import.meta.url).href)}
    realTimers().after(3_600_000, () => {})
  `
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    timeout: patience(30_000),
  })
  expect([status, signal]).toEqual([0, null])
})
