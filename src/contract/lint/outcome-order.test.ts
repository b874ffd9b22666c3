import { expect, it } from 'vitest'
import { checkOutcomeOrder } from './outcome-order.ts'
import { changed, documentOf, GOOD, lineOf } from './testing/documents.ts'

const ORDER = `        - rate-limited
        - dark
        - off-limits
        - entered
`
const ordered = (...names: readonly string[]): string =>
  changed(GOOD, ORDER, names.map((name) => `        - ${name}\n`).join(''))

it('every refusal after the first success is told, in its place', async () => {
  const text = ordered('entered', 'rate-limited', 'dark')
  expect(checkOutcomeOrder(await documentOf(text))).toMatchObject([
    {
      check: 'outcome-order',
      line: lineOf(text, '- rate-limited'),
      message: 'rate-limited can never be reached: the success entered precedes it',
      fix: 'Move it before the first success.',
    },
    { line: lineOf(text, '- dark'), message: 'dark can never be reached: the success entered precedes it' },
  ])
})

it('an operation may have nothing but a success, or several of them at its end', async () => {
  expect(checkOutcomeOrder(await documentOf(ordered('entered')))).toEqual([])
  const text = changed(ordered('dark', 'off-limits', 'entered'), "'400':", "'201':")
  expect(checkOutcomeOrder(await documentOf(text))).toEqual([])
})

it('an operation without a success is told where its outcomes are', async () => {
  const text = ordered('rate-limited', 'dark')
  expect(checkOutcomeOrder(await documentOf(text))).toMatchObject([
    {
      line: lineOf(text, 'x-outcomes:'),
      message: 'none of the outcomes is a success',
      fix: 'Add an example to a 2xx response.',
    },
  ])
})
