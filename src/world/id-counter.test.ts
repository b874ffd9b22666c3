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

it('ids are counted by kind, none at first, and a count may be set', () => {
  const begun = { call: 2 }
  const ids = createIdCounter('s', begun)
  expect([ids.count('call'), ids.count('person')]).toEqual([2, 0])
  ids.reach({ person: 4 })
  expect(ids.made()).toEqual({ call: 2, person: 4 })
  const before = { call: 1 }
  ids.restore(before)
  expect([ids.count('call'), ids.count('person')]).toEqual([1, 0])
  ids.next('call')
  // They may be those of a snapshot, which another world begins with later.
  expect([begun, before]).toEqual([{ call: 2 }, { call: 1 }])
})

it('counts that were read stay as they were read', () => {
  const ids = createIdCounter('s', { call: 1 })
  const read = ids.made()
  ids.next('call')
  ids.reach({ person: 2 })
  expect([read, ids.made()]).toEqual([{ call: 1 }, { call: 2, person: 2 }])
})
