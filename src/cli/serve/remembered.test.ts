import fc from 'fast-check'
import { expect, it } from 'vitest'
import { remembered } from './remembered.ts'

it('returns what the function returns, for any texts in any order', () => {
  const double = (text: string): string => text + text
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 })), (texts) => {
      expect(texts.map(remembered(double))).toEqual(texts.map(double))
    }),
  )
})

it('makes a text once, until 500 others came', () => {
  const made: string[] = []
  const text = remembered((one) => {
    made.push(one)
    return one
  })
  text('a')
  text('a')
  expect(made).toEqual(['a'])
  for (let n = 0; n < 500; n++) text(String(n))
  text('a')
  expect(made.filter((one) => one === 'a')).toHaveLength(2)
})

it('does not remember long texts', () => {
  const made: string[] = []
  const text = remembered((one) => {
    made.push(one)
    return one
  })
  for (const length of [500, 500, 501, 501]) text('a'.repeat(length))
  expect(made.map(({ length }) => length)).toEqual([500, 501, 501])
})
