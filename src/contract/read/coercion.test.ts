import { expect, it } from 'vitest'
import { coercionOf } from './coercion.ts'

it('is what the operation says; of what it does not mention, the usual', () => {
  const of = (coercion?: object) => coercionOf({ path: [], value: { 'x-coercion': coercion } })
  expect([of(), of({ body: 'scalars' }), of({ query: 'lists' }), of({ query: 'array' })]).toEqual([
    { query: 'scalars', body: 'none' },
    { query: 'scalars', body: 'scalars' },
    { query: 'lists', body: 'none' },
    { query: 'scalars', body: 'none' },
  ])
})
