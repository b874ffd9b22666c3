import fc from 'fast-check'
import { expect, it } from 'vitest'
import { diffOf } from './diff.ts'

const shown = (expected: string, actual: string, context = 2): string =>
  diffOf(expected, actual, { context })
    .map(({ sign, text }) => `${sign} ${text}`)
    .join('\n')

it('shows a changed line between those around it', () => {
  expect(shown('a\nb\nc\nd\ne\nf\ng', 'a\nb\nc\nX\ne\nf\ng', 1)).toBe('… 2 lines\n  c\n- d\n+ X\n  e\n… 2 lines')
})

it('shows two lines around a change, and says of one that is left out that it is one', () => {
  const lines = diffOf('a\nb\nc\nX', 'a\nb\nc\nY')
  expect(lines.map(({ sign, text: line }) => `${sign} ${line}`)).toEqual(['… 1 line', '  b', '  c', '- X', '+ Y'])
})

it('matches up what is the same between two changes', () => {
  expect(shown('a\nb\nc', 'x\nb\ny')).toBe('- a\n+ x\n  b\n- c\n+ y')
  expect(shown('a\nb', 'b\na')).toBe('- a\n  b\n+ a')
})

it('matches up a thousand lines with a thousand others, and no more', () => {
  const text = (first: string, count: number): string =>
    [first, 'same', ...Array.from({ length: count - 3 }, (_, line) => `${first} ${line}`), `${first} end`].join('\n')
  const signs = (lines: number): string =>
    diffOf(text('a', 1000), text('b', lines), { context: 0 })
      .slice(0, 3)
      .map(({ sign }) => sign)
      .join('')
  expect([signs(1000), signs(1001)]).toEqual(['-+…', '---'])
})

it('says nothing but how much is the same where nothing differs', () => {
  expect(shown('a\nb', 'a\nb')).toBe('… 2 lines')
})

it('tells how many lines it leaves out of a long difference', () => {
  const lines = diffOf('', Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n'), { maxLines: 10 })
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toEqual({ sign: '…', text: '92 more lines of the diff' })
})

it('shows a difference of exactly as many lines as it may have, whole', () => {
  const lines = diffOf('', 'a\nb', { maxLines: 3 })
  expect(lines.map(({ sign, text: line }) => sign + line)).toEqual(['-', '+a', '+b'])
})

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 20 })
  .map((lines) => lines.join('\n'))

it('holds both texts, whole and in order, when nothing is left out', () => {
  fc.assert(
    fc.property(text, text, (expected, actual) => {
      const lines = diffOf(expected, actual, { context: 20, maxLines: 100 }).filter(({ sign }) => sign !== '…')
      if (expected === actual) return
      const side = (other: string): string =>
        lines
          .filter(({ sign }) => sign !== other)
          .map((line) => line.text)
          .join('\n')
      expect(side('+')).toBe(expected)
      expect(side('-')).toBe(actual)
    }),
  )
})

it('compares texts of many lines without matching each with each', () => {
  const many = (word: string): string => Array.from({ length: 100_000 }, (_, line) => `${word} ${line}`).join('\n')
  expect(diffOf(many('a'), many('b'))).toHaveLength(40)
})
