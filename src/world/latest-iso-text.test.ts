import { expect, it } from 'vitest'
import { latestIsoText } from './latest-iso-text.ts'

it('an instant that comes again is the same text', () => {
  const text = latestIsoText()
  expect([text(0), text(0), text(1), text(0)]).toEqual([0, 0, 1, 0].map((at) => new Date(at).toISOString()))
})
