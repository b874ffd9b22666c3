import { expect, it } from 'vitest'
import { COERCE_TYPES, DEFAULT_COERCION, isCoercion } from './coercion.ts'

it('knows three ways of converting, two of which are the usual ones of queries and bodies', () => {
  expect(['none', 'scalars', 'lists', 'array', true, undefined].map(isCoercion)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect(Object.values(DEFAULT_COERCION)).toEqual(['scalars', 'none'])
  expect(COERCE_TYPES).toEqual({ none: false, scalars: true, lists: 'array' })
})
