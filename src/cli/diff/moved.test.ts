import { expect, it } from 'vitest'
import { movedIn } from './moved.ts'

it('finds nothing in the same order, whatever is missing from either', () => {
  expect(movedIn(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([])
  expect(movedIn([], ['a'])).toEqual([])
})

it('names the fewest that moved, with what they passed', () => {
  expect(
    movedIn(['login', 'limit', 'room', 'query', 'permission'], ['login', 'permission', 'limit', 'room', 'query']),
  ).toEqual([{ name: 'permission', before: ['limit', 'room', 'query'] }])
})

it('says of one that fell back what comes before it now', () => {
  expect(movedIn(['login', 'limit', 'id', 'body'], ['login', 'id', 'body', 'limit'])).toEqual([
    { name: 'id', before: ['limit'] },
    { name: 'body', before: ['limit'] },
  ])
})

it('says once that one comes before another, though both have moved', () => {
  expect(movedIn(['a', 'b', 'c', 'd', 'e'], ['c', 'b', 'd', 'e', 'a'])).toEqual([
    { name: 'c', before: ['a', 'b'] },
    { name: 'b', before: ['a'] },
    { name: 'd', before: ['a'] },
    { name: 'e', before: ['a'] },
  ])
})
