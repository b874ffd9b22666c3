import { expect, it } from 'vitest'
import { isAsked } from './asked.ts'

const test = (...tags: string[]): { tags: string[]; isSkipped: boolean } => ({ tags, isSkipped: false })

it('a test belongs to a run if it has the tags asked for, and none of those excluded', () => {
  const usual = { byName: false, byTags: ['!full && !long'] }
  expect([test(), test('full'), test('long')].map((each) => isAsked(each, usual))).toEqual([true, false, false])
  const long = { byName: false, byTags: ['long'] }
  expect([test(), test('full'), test('long')].map((each) => isAsked(each, long))).toEqual([false, false, true])
  expect(isAsked(test('full'), { byName: false, byTags: [] })).toBe(true)
})

it('a run by name does not tell of the tests that the name excludes', () => {
  const byName = { byName: true, byTags: [] }
  expect([true, false].map((isSkipped) => isAsked({ tags: [], isSkipped }, byName))).toEqual([false, true])
})
