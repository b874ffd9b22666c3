import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reportFault, reportLine } from './reports.ts'

const printed: unknown[][] = []
beforeEach(() => {
  printed.length = 0
  vi.spyOn(console, 'error').mockImplementation((...what) => void printed.push(what))
})
afterEach(() => void vi.restoreAllMocks())

it('what has no stack is printed as its message, without the brackets around it; anything else as it is', () => {
  const bare = Object.assign(new Error('the disk is full'), { stack: 'the disk is full' })
  const defect = new Error('a defect')
  for (const fault of [bare, defect, 'a text']) reportFault(fault)
  expect(printed).toEqual([['the disk is full'], [defect], ['a text']])
})

it('a line is printed to standard error', () => {
  reportLine('Redis has lost data')
  expect(printed).toEqual([['Redis has lost data']])
})
