import { expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { later } from './later.ts'

it('something is done later, once, unless that is cancelled', () => {
  using timers = standTimers()
  const done: string[] = []
  later(100, () => done.push('first'))
  const cancel = later(100, () => done.push('cancelled'))
  timers.pass(99)
  expect(done).toEqual([])
  cancel()
  timers.pass(1_000)
  expect(done).toEqual(['first'])
})

it('it keeps no process alive', () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const cancel = later(600_000, () => {})
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before)
  cancel()
})
