import { expect, it } from 'vitest'
import { headerValues } from './answered.ts'

it('a header has all of its values, in order, and none if it is not there', () => {
  const headers = [
    ['set-cookie', 'a=1'],
    ['date', 'today'],
    ['set-cookie', 'b=2'],
    ['set-cookie2', 'c=3'],
  ] as const
  const received = { status: 200, headers, body: '', ms: 1 }
  expect(headerValues(received, 'set-cookie')).toEqual(['a=1', 'b=2'])
  expect(headerValues(received, 'etag')).toEqual([])
})
