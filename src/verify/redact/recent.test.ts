import { expect, it } from 'vitest'
import { createRecent } from './recent.ts'

/** The texts of which something is made, while these are asked for. */
function madeOf(texts: readonly string[], { of } = createRecent()): string[] {
  const made: string[] = []
  for (const text of texts) expect(of(text, () => (made.push(text), `<${text}>`))).toBe(`<${text}>`)
  return made
}

it('makes the same of the same text once, of an empty one, too', () => {
  expect(madeOf(['a', 'b', 'a', '', ''])).toEqual(['a', 'b', ''])
})

it('makes it again after it was told that it is another', () => {
  const recent = createRecent()
  expect(madeOf(['a'], recent)).toEqual(['a'])
  recent.clear()
  expect(madeOf(['a'], recent)).toEqual(['a'])
})

it('keeps half a million characters, and begins anew with the next', () => {
  const recent = createRecent()
  const [half, other] = ['x'.repeat(250_000), 'y'.repeat(250_000)]
  expect(madeOf([half, other, half, other], recent)).toEqual([half, other])
  expect(madeOf(['one more', half, half], recent)).toEqual(['one more', half])
})

it('keeps what is longer than that in place of nothing else', () => {
  const long = 'x'.repeat(500_001)
  expect(madeOf(['a', long, long, 'a'])).toEqual(['a', long, long])
})

it('keeps a text of half a million characters, and after it began anew as many as before', () => {
  const [whole, half] = ['x'.repeat(500_000), 'y'.repeat(250_000)]
  expect(madeOf([whole, whole])).toEqual([whole])
  expect(madeOf([whole, half, 'a', half])).toEqual([whole, half, 'a'])
})
