import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sizeOf } from './size.ts'

it.each<[unknown, number]>([
  ['', 8],
  ['abc', 11],
  [0, 8],
  [123_456, 8],
  [true, 8],
  [null, 8],
  [undefined, 8],
  [[], 8],
  [[1, 'ab'], 26],
  [{}, 8],
  [{ ab: 1 }, 18],
  [{ ab: { c: ['d'] } }, 36],
])('%j takes %i bytes', (value, bytes) => {
  expect(sizeOf(value)).toBe(bytes)
})

it('a value takes at least as many bytes as its texts have characters, and more with each part', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      expect(sizeOf([value, text])).toBe(8 + sizeOf(value) + 8 + text.length)
      expect(sizeOf({ [text]: value })).toBe(8 + text.length + sizeOf(value))
    }),
  )
})
