import { describe, expect, it } from 'vitest'
import { plannedOf } from '../testing/answers.ts'
import { createOutages } from './outages.ts'

const [first, second, third] = [
  plannedOf('joinVideoConference/joined'),
  plannedOf('joinMeetingRoom/room-locked'),
  plannedOf('joinMeetingRoom/room-full'),
]

/** A target that has answered the first case. */
function begun() {
  const outages = createOutages()
  outages.began(first)()
  outages.answered(first)
  return outages
}

describe('an outage', () => {
  it('is due to what was under way when the trouble began, and is told once', () => {
    const outages = begun()
    outages.began(second)
    outages.began(third)
    expect(outages.troubled(second, 'reset', false)).toBeNull()
    expect(outages.troubled(second, 'refused', false)).toEqual([second, third])
    expect(outages.troubled(third, 'refused', false)).toBeNull()
  })

  it('is due to the case answered last, if the next one could not even connect', () => {
    const outages = begun()
    outages.began(second)
    expect(outages.troubled(second, 'refused', false)).toEqual([first])
  })

  it('is due to a case itself, if an earlier call of it was answered', () => {
    const outages = begun()
    outages.began(second)
    expect(outages.troubled(second, 'refused', true)).toEqual([second])
  })

  it('is none while the target has never answered, nor where it accepts connections', () => {
    const outages = createOutages()
    outages.began(first)
    expect(outages.troubled(first, 'refused', false)).toBeNull()
    expect(begun().troubled(second, 'reset', false)).toBeNull()
  })

  it('may follow another, after an answer', () => {
    const outages = begun()
    const left = outages.began(second)
    outages.troubled(second, 'refused', false)
    left()
    outages.answered(second)
    outages.began(third)
    expect(outages.troubled(third, 'refused', false)).toEqual([second])
  })
})
