import { expect, it } from 'vitest'
import { numberOf, toEntries, toNews } from './replies.ts'

it('entries have the number of their id, on whichever side of it', () => {
  expect(
    toEntries([
      ['12-0', ['e', 'body']],
      ['0-7', ['e', '']],
    ]),
  ).toEqual([
    { id: '12-0', n: 12, body: 'body' },
    { id: '0-7', n: 7, body: '' },
  ])
  expect([numberOf('12-0'), numberOf('0-12')]).toEqual([12, 12])
})

it('news are the entries of each stream; there may be none', () => {
  expect(toNews(null)).toEqual(new Map())
  const news = toNews([
    ['a', [['1-0', ['e', 'x']]]],
    ['b', []],
  ])
  expect([...news]).toEqual([
    ['a', [{ id: '1-0', n: 1, body: 'x' }]],
    ['b', []],
  ])
})

it.each([null, 'OK', [null], [['1-0', null]], [['1-0', ['e']]], [[1, ['e', 'x']]]].map((reply) => ({ reply })))(
  '$reply are no entries',
  ({ reply }) => expect(() => toEntries(reply)).toThrow('something else than entries'),
)

it('what is no reply is shown, no more than its beginning', () => {
  expect(() => toEntries('OK')).toThrow(new Error('the Redis server replied with something else than entries: "OK"'))
  expect(() => toNews('x'.repeat(300))).toThrow(
    new Error(`the Redis server replied with something else than entries: "${'x'.repeat(199)}`),
  )
})

it.each(['OK', [null], [[1, []]], [['a', 'b']]].map((reply) => ({ reply })))('$reply are no news', ({ reply }) => {
  expect(() => toNews(reply)).toThrow('something else than entries')
})
