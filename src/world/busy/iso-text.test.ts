import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isoText } from './iso-text.ts'

it('instants are written as Date writes them', () => {
  const [min, max] = [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31)]
  fc.assert(fc.property(fc.integer({ min, max }), (instant) => isoText(instant) === new Date(instant).toISOString()))
  for (let day = Date.UTC(1896, 0, 1); day < Date.UTC(2105, 0, 1); day += 86_399_999)
    if (isoText(day) !== new Date(day).toISOString()) expect(isoText(day)).toBe(new Date(day).toISOString())
})
