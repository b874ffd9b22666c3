import { expect, it } from 'vitest'
import { createIdCounter } from './id-counter.ts'

it('ids of a kind are the same for the same source, whatever else is made, and go on', () => {
  const [one, two] = [createIdCounter('s', {}), createIdCounter('s', {})]
  const [first, second] = [one.next('call'), one.next('call')]
  two.next('person')
  expect([two.next('call'), createIdCounter('s', { call: 1 }).next('call'), first === second]).toEqual([
    first,
    second,
    false,
  ])
  expect(createIdCounter('other', {}).next('call')).not.toBe(first)
  expect(two.made()).toEqual({ person: 1, call: 1 })
})
