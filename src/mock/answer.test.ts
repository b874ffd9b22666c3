import { expect, it } from 'vitest'
import { PLAIN_HEADERS, undocumented, withConstants } from './answer.ts'

it('no answer may be cached, or its type guessed', () => {
  expect(PLAIN_HEADERS).toEqual(['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'])
})

it('constant headers take the places of ours, and null takes them away', () => {
  expect(withConstants(PLAIN_HEADERS, { Pragma: 'no-cache', 'cache-control': null })).toEqual([
    'X-Content-Type-Options',
    'nosniff',
    'Pragma',
    'no-cache',
  ])
  expect(withConstants(PLAIN_HEADERS, { 'Cache-Control': 'private' })).toEqual([
    'X-Content-Type-Options',
    'nosniff',
    'Cache-Control',
    'private',
  ])
  expect(withConstants(PLAIN_HEADERS, {})).toEqual(PLAIN_HEADERS)
})

it('an answer of no operation is told by its cause alone', () => {
  expect(undocumented('the overview page')).toEqual({
    outcome: null,
    operation: null,
    cause: 'the overview page',
    forced: null,
  })
})
