import { expect, it } from 'vitest'
import { isScan, type Scan } from './scan.ts'

function* counting(): Scan<{ readonly count: number }> {
  yield
  return { count: 2 }
}

it('a result is told from work that still has to be done', () => {
  const scan = counting()
  expect([isScan(scan), isScan<{ readonly count: number }>({ count: 2 })]).toEqual([true, false])
  expect([scan.next(), scan.next()]).toEqual([
    { done: false, value: undefined },
    { done: true, value: { count: 2 } },
  ])
})
