import { expect, it } from 'vitest'
import { blocked } from './played.ts'

it('a case that was not started is blocked with its kind and reason, and has no calls', () => {
  expect(blocked({ kind: 'identity', reason: 'nobody is named' })).toEqual({
    kind: 'blocked',
    why: 'identity',
    reason: 'nobody is named',
    calls: [],
  })
})
