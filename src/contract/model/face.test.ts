import { expect, it } from 'vitest'
import { faces } from '../compiled/faces.ts'
import { firstSpending, isAudience } from './face.ts'

it('what comes before the outcome of a limit spends nothing; without an enforced limit, nothing does', () => {
  const video = faces.current.find(({ operation }) => operation === 'joinVideoConference')
  if (!video?.rateLimit) throw new Error('there is no limit')
  expect(video.outcomes.map(({ name }) => name).slice(0, 2)).toEqual(['not-logged-in', 'rate-limited'])
  expect(firstSpending(video)).toBe(1)
  expect(firstSpending({ ...video, rateLimit: { ...video.rateLimit, outcome: null } })).toBe(video.outcomes.length)
  expect(firstSpending({ ...video, rateLimit: null })).toBe(video.outcomes.length)
})

it('an audience is one of three words', () => {
  expect(['caller', 'others', 'unseated', 'all', null].map(isAudience)).toEqual([true, true, true, false, false])
})
