import { expect, it } from 'vitest'
import { isForSocketIo, splitWorld, withPathWorld } from './target.ts'

it('a target is for Socket.IO by its path, with the prefix of a world or without', () => {
  expect(['/socket.io/?EIO=4', '/~qa/socket.io/', '/rooms/a/join', '/~a_b/socket.io/'].map(isForSocketIo)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

it('a target tells the world of its prefix, and keeps its query', () => {
  expect(splitWorld('/~qa/socket.io/?a=b?c')).toEqual({ target: '/socket.io/?a=b?c', world: 'qa' })
  expect(splitWorld('/socket.io/')).toEqual({ target: '/socket.io/', world: null })
})

it('a target whose prefix names no world stays as it is', () => {
  expect(splitWorld('/~a_b/socket.io/?c')).toEqual({ target: '/~a_b/socket.io/?c', world: null })
})

it('the world of a path stands beside those that a header names', () => {
  expect([withPathWorld(undefined, 'qa'), withPathWorld('a', 'qa'), withPathWorld(['a', 'b'], 'qa')]).toEqual([
    'qa',
    'a, qa',
    'a, b, qa',
  ])
})
