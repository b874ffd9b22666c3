import { describe, expect, it } from 'vitest'
import type { Shows } from '../../../contract/model/case.ts'
import { answer } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { roomOf, roomsBreaches, roomsOf } from './rooms.ts'

const LISTED = 'listLivechatRooms/listed'
const ROOMS = [
  { _id: 'a', msgs: 0, open: true, tags: ['x'] },
  { _id: 'b', msgs: 1, open: true },
]
const list = (rooms: readonly object[], more: Partial<Answered> = {}): Answered => ({
  ...answer(LISTED, { body: JSON.stringify({ rooms }), values: { id: 'a', gone: 'z' } }),
  ...more,
})
const found = (wanted: NonNullable<Shows['rooms']>, answered: Answered = list(ROOMS)): unknown[] =>
  roomsBreaches(wanted, { ...answered, caseSources: ['a#case'] }).map(
    ({ check, message, expected, actual, sources }) => {
      expect([check, sources]).toEqual(['effect', ['a#case']])
      return [message, expected, actual]
    },
  )

it('are those of a list, by their ids; none if there is no list', () => {
  expect(roomsOf({ rooms: ROOMS })).toEqual(ROOMS)
  expect([roomsOf({ rooms: {} }), roomsOf(undefined), roomsOf([])]).toEqual([[], [], []])
  expect([roomOf({ rooms: ROOMS }, 'b'), roomOf({ rooms: ROOMS }, 'c')]).toEqual([ROOMS[1], undefined])
})

describe('a list', () => {
  it('of which nothing is wanted is as it should be', () => expect(found({})).toEqual([]))

  it('has every room that it should', () => {
    expect(found({ has: ['$id', 'b'] })).toEqual([])
    expect(found({ has: ['$gone', 'b', 'y'] })).toEqual([
      ['the list lacks a room that it should contain', 'z', undefined],
      ['the list lacks a room that it should contain', 'y', undefined],
    ])
  })

  it('has no room that it should not', () => {
    expect(found({ lacks: ['$gone'] })).toEqual([])
    expect(found({ lacks: ['$gone', '$id'] })).toEqual([
      ['the list contains a room that it should not', undefined, 'a'],
    ])
  })

  it('has in each room what is wanted of all, and shows the first that differs', () => {
    expect(found({ every: { '/open': true } })).toEqual([])
    expect(found({ every: { '/msgs': 0, '/_id': '$id' } })).toEqual([
      ['/msgs of a room is not the requested one', 0, 1],
      ['/_id of a room is not the requested one', 'a', 'b'],
    ])
    expect(found({ every: { '/tags': { includes: 'x' } } })).toEqual([
      ['/tags of a room is not the requested one', { includes: 'x' }, null],
    ])
    expect(found({ every: { '/open': false } }, list([]))).toEqual([])
  })

  it('has no room with what none should have', () => {
    expect(found({ without: ['/closedAt'] })).toEqual([])
    expect(found({ without: ['/tags'] })).toEqual([['a room has /tags, which none should have', undefined, ['x']]])
  })

  it('shows the two rooms that are out of order', () => {
    const of = (...keys: readonly unknown[]): Answered => list(keys.map((msgs, nth) => ({ _id: `r${nth}`, msgs })))
    const sorted = (order: 'ascending' | 'descending', answered: Answered): unknown[] =>
      found({ sorted: { by: '/msgs', order } }, answered)
    expect(sorted('ascending', of(1, 1, 3, 2))).toEqual([
      ['the rooms are not in ascending order of /msgs', undefined, [3, 2]],
    ])
    expect(sorted('descending', of(1, 2))).toEqual([
      ['the rooms are not in descending order of /msgs', undefined, [1, 2]],
    ])
    expect([
      sorted('ascending', of(null, undefined, -1, 10, '1', 'Z', 'a')),
      sorted('descending', of('a', 2, 2, null)),
    ]).toEqual([[], []])
    // What is missing and what is null are at the same place.
    expect([sorted('ascending', of(undefined, null, 0)), sorted('descending', of('a', null, undefined, null))]).toEqual(
      [[], []],
    )
    expect(sorted('ascending', of('a', 'b', 'a'))).toHaveLength(1)
    expect([sorted('ascending', of('a', 'a', 'b')), sorted('descending', of(2, 10))]).toMatchObject([[], [{}]])
    expect([sorted('ascending', of()), sorted('ascending', of(5))]).toEqual([[], []])
    expect(sorted('ascending', of('1', 10))).toHaveLength(1)
  })
})

it('those of an earlier list are the ones of the latest of its operation', () => {
  const earlier = [list([{ _id: 'a' }, { _id: 'b' }]), list([{ _id: 'c' }]), answer('joinLivechatRoom/joined')]
  expect(found({ lacks: ['$earlier'] }, list(ROOMS, { earlier }))).toEqual([])
  expect(found({ has: ['$earlier'] }, list(ROOMS, { earlier }))).toEqual([
    ['the list lacks a room that it should contain', 'c', undefined],
  ])
  expect(found({ has: ['$earlier'] }, list(ROOMS))).toEqual([])
})
