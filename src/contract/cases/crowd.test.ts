import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawCrowd } from './crowd.ts'

const INSTANT = '2026-03-03T10:30:00.000Z'
const CROWD = { guests: 5, seed: 7, overMs: 60_000, stayMs: [5_000, 30_000] as const }

it('the same request draws the same crowd, another number another one', () => {
  expect(drawCrowd(CROWD, INSTANT)).toEqual(drawCrowd(CROWD, INSTANT))
  expect(drawCrowd({ ...CROWD, seed: 8 }, INSTANT)).not.toEqual(drawCrowd(CROWD, INSTANT))
})

it('as many guests as asked for come in time, stay as long as they may, and have names of their own', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(), fc.nat(20), fc.nat(20), fc.nat(600), (guests, seed, least, more, over) => {
      const stayMs = [least * 1_000, (least + more) * 1_000] as const
      const crowd = drawCrowd({ guests, seed, overMs: over * 1_000, stayMs }, INSTANT)
      expect(crowd).toHaveLength(guests)
      expect(new Set(crowd.map(({ name }) => name)).size).toBe(guests)
      for (const { name, comesMs, goesMs } of crowd) {
        expect(name).toMatch(/^[\x20-\x7e]{1,50}$/)
        expect(comesMs % 1_000 === 0 && comesMs >= 0 && comesMs <= over * 1_000).toBe(true)
        expect(goesMs - comesMs >= stayMs[0] && goesMs - comesMs <= stayMs[1]).toBe(true)
      }
    }),
    { numRuns: 20 },
  )
})

it('times are whole seconds, within bounds that are not', () => {
  for (const { comesMs, goesMs } of drawCrowd({ guests: 20, seed: 1, overMs: 1_900, stayMs: [1_100, 2_900] }, INSTANT))
    expect([[0, 1_000].includes(comesMs), goesMs - comesMs]).toEqual([true, 2_000])
  for (const { goesMs, comesMs } of drawCrowd({ guests: 3, seed: 1, overMs: 0, stayMs: [1_500, 1_600] }, INSTANT))
    expect([comesMs, goesMs]).toEqual([0, 2_000])
})
