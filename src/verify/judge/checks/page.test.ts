import { describe, expect, it } from 'vitest'
import { answer } from '../../testing/answers.ts'
import type { Breach } from './breach.ts'
import { isListPage, pageBreaches, sumBreaches } from './page.ts'

const LISTED = 'listLivechatRooms/listed'
const rooms = (count: number): object[] => Array.from({ length: count }, (_, nth) => ({ _id: `r${nth}` }))
const page = (held: readonly object[], figures: object = {}): string =>
  JSON.stringify({ rooms: held, count: held.length, offset: 0, total: held.length, ...figures })
const brief = (breaches: readonly Breach[]): unknown[] =>
  breaches.map(({ check, pointer, message, expected, actual, sources }) => {
    expect([check, pointer, sources]).toEqual(['effect', null, ['a#case']])
    return [message, expected, actual]
  })

it('is an answer with a list and its figures', () => {
  const { outcome } = answer(LISTED)
  expect(isListPage({ outcome: { ...outcome, example: '{"rooms":[],"count":0,"offset":0}' } })).toBe(false)
  expect(
    [LISTED, 'listLivechatRooms/invalid-sort', 'joinLivechatRoom/joined'].map((id) => isListPage(answer(id))),
  ).toEqual([true, false, false])
})

describe('figures that contradict each other', () => {
  const sums = (body: string, isAsked = false): unknown[] =>
    brief(sumBreaches({ ...answer(LISTED, { body, shows: isAsked ? { page: true } : {} }), caseSources: ['a#case'] }))

  it('are none of a page in order', () => {
    for (const body of [page([]), page(rooms(3)), page(rooms(2), { offset: 4, total: 6 }), page([], { offset: 9 })])
      expect(sums(body)).toEqual([])
  })

  it('are a count of other than the rooms', () => {
    expect(sums(page(rooms(2), { count: 3 }))).toEqual([['count is not the number of rooms', 2, 3]])
    expect(sums(page([], { count: '0' }))).toEqual([['count is not the number of rooms', 0, '0']])
  })

  it('are a room that is there twice', () => {
    expect(sums(page([...rooms(2), { _id: 'r1' }]))).toEqual([['a room is on the page twice', 3, 2]])
  })

  it('are a total that ends before the page does, unless the request is compared anyway', () => {
    const body = page(rooms(2), { offset: 5, total: 6 })
    expect(sums(body)).toEqual([['total is less than the rooms up to the end of the page', true, false]])
    expect(sums(body, true)).toEqual([])
  })
})

describe('figures that contradict the request', () => {
  const asked = (body: string, query: Readonly<Record<string, unknown>> = {}): unknown[] =>
    brief(
      pageBreaches({
        ...answer(LISTED, { body, call: { request: { path: {}, headers: {}, body: null, query } } }),
        caseSources: ['a#case'],
      }),
    )

  it.each([
    ['fifty where none are asked for', page(rooms(50), { total: 60 }), {}],
    ['fifty where the number is empty', page(rooms(50), { total: 60 }), { count: '' }],
    ['fifty where it is null', page(rooms(50), { total: 60 }), { count: null }],
    ['a hundred at most', page(rooms(100), { total: 200 }), { count: '101' }],
    ['every one where zero are asked for', page(rooms(120)), { count: '0' }],
    ['the rest from an offset on', page(rooms(1), { offset: 2, total: 3 }), { offset: '2' }],
    ['none after the last', page([], { offset: 4, total: 3 }), { offset: '4' }],
    ['the last alone', page(rooms(1), { offset: 2, total: 3 }), { offset: 2, count: 5 }],
  ])('are none on a page of %s', (_, body, query) => expect(asked(body, query)).toEqual([]))

  it('are another offset, or another number of rooms', () => {
    expect(asked(page(rooms(1), { total: 3, offset: 1 }), { offset: '2' })).toEqual([
      ['offset is not the requested one', 2, 1],
    ])
    expect(asked(page(rooms(3)), { count: '2' })).toEqual([['the page has the wrong number of rooms', 2, 3]])
    expect(asked(page(rooms(51)))).toEqual([['the page has the wrong number of rooms', 50, 51]])
    expect(asked(page(rooms(101)), { count: '500' })).toEqual([['the page has the wrong number of rooms', 100, 101]])
  })
})
