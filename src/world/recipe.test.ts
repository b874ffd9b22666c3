import { expect, it } from 'vitest'
import { trustedBy } from './recipe.ts'

const settings = (trust: string | null) => ({ anonymousReading: true, trust, rateLimit: false })
const windows = [['k', { start: 0, used: 1 }]] as const
const ids = { participant: 3 }

it.each([null, 'agent'])('contents trust whom their new server trusts (%s), and are else as they were', (trust) => {
  const contents = { rows: { windows, settings: [['', settings('another')]] as const }, ids }
  expect(trustedBy(contents, trust)).toEqual({ rows: { windows, settings: [['', settings(trust)]] }, ids })
  expect(contents.rows.settings[0][1].trust).toBe('another')
})

it('contents without settings, or whose settings were removed, stay as they are', () => {
  const without = { rows: { windows }, ids }
  expect(trustedBy(without, 'agent')).toBe(without)
  const removed = { rows: { settings: [['', null]] as const }, ids }
  expect(trustedBy(removed, 'agent')).toEqual(removed)
})
