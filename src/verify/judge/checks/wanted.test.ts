import { expect, it } from 'vitest'
import { filledText, isAsWanted } from './wanted.ts'

const isSo = (actual: unknown, wanted: Parameters<typeof isAsWanted>[1]): boolean =>
  isAsWanted(actual, wanted, { id: 'r1' })

it('a value of the situation stands for $name, and only for a whole text that is one', () => {
  expect(['$id', '$other', 'x$id', '', 5, null, undefined].map((value) => filledText(value, { id: 'r1' }))).toEqual([
    'r1',
    '$other',
    'x$id',
    '',
    5,
    null,
    undefined,
  ])
})

it('a plain value is wanted as it is, and no other type stands for it', () => {
  expect([isSo('r1', '$id'), isSo('r2', '$id'), isSo(true, true), isSo('true', true)]).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect([isSo(null, null), isSo(undefined, null), isSo(0, 0), isSo(0, '0')]).toEqual([true, false, true, false])
})

it('a list includes an item, a text a part of it in any case', () => {
  expect([isSo(['a', 'r1'], { includes: '$id' }), isSo(['r10'], { includes: '$id' })]).toEqual([true, false])
  expect([isSo('in R1 there', { includes: '$id' }), isSo('r', { includes: '$id' })]).toEqual([true, false])
  expect([isSo(['Green'], { includes: 'green' }), isSo(1, { includes: '1' }), isSo(null, { includes: '' })]).toEqual([
    false,
    false,
    false,
  ])
})

it('a date is from … to, both of them included', () => {
  const during = { from: '2022-01-01T00:00:00.000Z', to: '2022-01-02T00:00:00.000Z' }
  expect(
    [
      '2021-12-31T23:59:59.999Z',
      '2022-01-01T00:00:00.000Z',
      '2022-01-02T00:00:00.000Z',
      '2022-01-02T00:00:00.001Z',
      'never',
      undefined,
      null,
    ].map((date) => isSo(date, during)),
  ).toEqual([false, true, true, false, false, false, false])
})
