import { expect, it } from 'vitest'
import { currentFace } from '../verify/testing/answers.ts'
import { enforcedLimits } from './enforced-limits.ts'
import type { Settings } from './state.ts'

const base = currentFace('joinVideoConference')
const rateLimit = { requests: 2, windowMs: 5000, key: 'address', outcome: null } as const
const PACED = { ...base, operation: 'paced', rateLimit, outcomes: [] }
const LIMITED = { ...base, operation: 'limited', rateLimit: { ...rateLimit, outcome: 'rate-limited' } }
const FREE = { ...base, operation: 'free', rateLimit: null, outcomes: [] }
const settings = (more: Partial<Settings> = {}): Settings => ({
  anonymousReading: false,
  trust: null,
  rateLimit: true,
  ...more,
})
const namesOf = (...how: Parameters<typeof enforcedLimits>) => enforcedLimits(...how).map(({ operation }) => operation)

it('a limit is enforced by its outcome; one for pacing where the world has such limits, and an answer for them', () => {
  expect(namesOf([PACED, LIMITED, FREE], settings())).toEqual(['limited'])
  expect(namesOf([PACED, LIMITED, FREE], settings({ livechatLimits: false }))).toEqual(['limited'])
  expect(namesOf([PACED, LIMITED, FREE], settings({ livechatLimits: true }))).toEqual(['paced', 'limited'])
  const others = { ...FREE, outcomes: base.outcomes.filter(({ name }) => name !== 'rate-limited') }
  for (const faces of [
    [PACED, FREE],
    [PACED, others],
  ])
    expect(namesOf(faces, settings({ livechatLimits: true }))).toEqual([])
})
