import { expect, it } from 'vitest'
import { isTrouble, isUnreachable, type TroubleKind } from './exchange.ts'

it('an answer is no trouble, and trouble is none', () => {
  expect(isTrouble({ status: 500, headers: [], body: '', ms: 1 })).toBe(false)
  expect(isTrouble({ kind: 'reset', message: 'It was reset.' })).toBe(true)
})

it('a target is unreachable if its name, its port or its certificate fails; anything else may pass', () => {
  const kinds: readonly TroubleKind[] = [
    'dns',
    'refused',
    'tls',
    'timeout',
    'reset',
    'gateway',
    'limited',
    'oversized',
    'malformed',
  ]
  expect(kinds.filter((kind) => isUnreachable({ kind }))).toEqual(['dns', 'refused', 'tls'])
})
