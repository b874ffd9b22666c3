import { expect, it } from 'vitest'
import { isForSocketIo, splitWorld } from './target.ts'

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
