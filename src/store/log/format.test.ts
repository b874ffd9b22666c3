import { expect, it } from 'vitest'
import { FORMAT, markFault } from './format.ts'

const own = { format: FORMAT, edition: '2022' }

it('a format that never was is damage', () => {
  for (const format of [0, -1, NaN])
    expect(markFault('x.db', { ...own, format }, null)).toMatchObject({
      message: `x.db is damaged: its format is ${format}`,
      fix: 'Restore it from a copy, or use other data. Nothing was changed.',
    })
})

it('data of this format and edition can be used, of any edition by who serves none, and older formats', () => {
  expect(markFault('x.db', own, '2022')).toBeNull()
  expect(markFault('x.db', own, null)).toBeNull()
  expect(markFault('x.db', { ...own, format: FORMAT - 1 }, '2022')).toBeNull()
})

it('a newer format and another edition are refused, by name, with what to do', () => {
  expect(markFault('x.db', { ...own, format: FORMAT + 1 }, null)).toMatchObject({
    message: `x.db was written by a newer greenroom: its format is ${FORMAT + 1}, this one reads up to ${FORMAT}`,
    fix: 'Use that version of greenroom, or other data. Nothing was changed.',
  })
  const fault = markFault('x.db', own, 'current')
  expect([fault?.message, fault?.fix]).toEqual([
    'x.db holds worlds of the edition 2022, not current',
    'Start with --edition 2022, or with other data. Nothing was changed.',
  ])
})
