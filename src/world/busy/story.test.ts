import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { createDice } from './dice.ts'
import { populationOf } from './population.ts'
import { storyOf } from './story.ts'

const population = populationOf(2_000, seeds.documented)
const dice = createDice(2_000, 3)
const storyAt = (place: number) => {
  dice.begin(place)
  return storyOf(dice, place, population)
}
const stories = Array.from({ length: 1_000 }, (_, place) => storyAt(place))
const share = (count: number): number => Math.round((count / stories.length) * 100)
const END = population.instant

describe('the story of a room', () => {
  it('is the same on every machine, in every version', () => {
    const few = populationOf(50, seeds.documented)
    const of = (place: number) => {
      const own = createDice(50, 3)
      own.begin(place)
      return storyOf(own, place, few)
    }
    expect(of(0)).toEqual({
      phase: 'served',
      agent: few.others[0],
      began: 1_772_533_719_898,
      served: 1_772_533_737_483,
      saysServed: true,
      answered: 1_772_533_764_055,
      last: 1_772_533_789_530,
      ended: 1_772_533_789_557,
      visitorSpoke: false,
      answers: 5,
      waited: 60_673,
      messages: 7,
    })
    expect(of(1)).toMatchObject({
      phase: 'closed',
      agent: few.others[2],
      answers: 1,
      waited: 69_364,
      saysServed: false,
    })
    expect(of(4)).toEqual({
      phase: 'queued',
      agent: null,
      began: 1_772_533_490_438,
      served: 1_772_533_490_438,
      saysServed: true,
      answered: 1_772_533_490_618,
      last: 1_772_533_567_190,
      ended: 1_772_533_567_190,
      visitorSpoke: true,
      answers: 1,
      waited: 180,
      messages: 1,
    })
  })

  it('has its times in order, all before the end of the history', () => {
    for (const { began, served, answered, last, ended, waited, answers, messages } of stories) {
      expect(began <= served && served <= answered && answered <= last && last <= ended && ended < END).toBe(true)
      expect(waited >= answered - began && waited <= last - began).toBe(true)
      expect(answers >= 1 && messages >= 1).toBe(true)
    }
  })

  it('begins later than that of the next room, by a minute or so each', () => {
    for (const [place, { began }] of stories.entries()) {
      expect(END - began).toBeGreaterThanOrEqual((place + 1) * 60_000)
      expect(END - began).toBeLessThan((place + 2) * 60_000)
    }
  })

  it('is one of four in ten that are served, one of seven queued, one of twenty on hold, and the rest closed', () => {
    const counted = (phase: string) => share(stories.filter((each) => each.phase === phase).length)
    const shares = ['served', 'queued', 'on-hold', 'closed'].map(counted)
    for (const [at, expected] of [40, 15, 5, 40].entries())
      expect(Math.abs((shares[at] ?? 0) - expected)).toBeLessThan(4)
  })

  it('has no agent while it waits, the documented one now and then, and another mostly', () => {
    for (const { phase, agent, visitorSpoke, saysServed } of stories) {
      expect(agent === null).toBe(phase === 'queued')
      if (phase === 'on-hold') expect(visitorSpoke).toBe(false)
      if (phase === 'closed') expect(saysServed).toBe(false)
    }
    const talking = stories.filter(({ agent }) => agent !== null)
    const own = talking.filter(({ agent }) => agent === population.agent).length / talking.length
    expect(own > 0.06 && own < 0.14).toBe(true)
  })

  it('whose agent wrote once, and last, in an open room was answered by that', () => {
    for (const { phase, answers, visitorSpoke, answered, last } of stories)
      if (answers === 1 && !visitorSpoke && phase !== 'closed') expect(answered).toBe(last)
  })
})
