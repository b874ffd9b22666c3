import { expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { FIRST, generationAfter, MADE, StoreUnavailable, WorldGone } from './store.ts'

it('a change that could not be kept did not happen, unless that is said', () => {
  const full = new StoreUnavailable('the disk is full', 'Make room.')
  expect([full.mayHaveHappened, full instanceof Fault, String(full)]).toEqual([
    false,
    true,
    'StoreUnavailable: the disk is full\n  Make room.',
  ])
  const cause = new Error('a lost connection')
  const unknown = new StoreUnavailable('Redis is away', 'Wait.', { mayHaveHappened: true, cause })
  expect([unknown.mayHaveHappened, unknown.cause]).toEqual([true, cause])
})

it('a world that is gone is named', () => {
  const gone = new WorldGone('qa')
  expect([gone.world, String(gone)]).toEqual([
    'qa',
    'WorldGone: the world qa does not exist in the store\n  Call begin() before the first change.',
  ])
})

it('a world that begins has a new generation; one that is reset keeps its own, and the first default one has none', () => {
  expect(generationAfter(7, undefined, MADE)).toBe(8)
  expect(generationAfter(7, 3, MADE)).toBe(8)
  expect(generationAfter(7, 3, { ...FIRST, why: 'asked' })).toBe(3)
  expect(generationAfter(7, undefined, FIRST)).toBe(0)
})
