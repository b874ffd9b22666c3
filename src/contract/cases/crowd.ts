import { faker } from '@faker-js/faker/locale/en'

/** Guests who come and go, as a scenario requests them. */
export interface Crowd {
  readonly guests: number
  readonly seed: number
  /** Milliseconds within which they arrive. */
  readonly overMs: number
  /** The shortest and the longest stay, in milliseconds. */
  readonly stayMs: readonly [shortest: number, longest: number]
}

/** One of a crowd. */
export interface Passer {
  readonly name: string
  readonly comesMs: number
  readonly goesMs: number
}

/**
 * Draws a crowd, with all times in whole seconds. The same request and `instant`, which replaces today's date, draw the same
 * crowd.
 */
export function drawCrowd({ guests, seed, overMs, stayMs }: Crowd, instant: string): readonly Passer[] {
  faker.seed(seed)
  faker.setDefaultRefDate(instant)
  return namesOf(guests).map((name) => {
    const comesMs = between(0, overMs)
    return { name, comesMs, goesMs: comesMs + between(...stayMs) }
  })
}

const SECOND = 1000

function between(least: number, most: number): number {
  const min = Math.ceil(least / SECOND)
  return SECOND * faker.number.int({ min, max: Math.max(min, Math.floor(most / SECOND)) })
}

const PLAIN = /^[\x20-\x7e]{1,50}$/

/** As many distinct names as requested, each short enough for a room. */
function namesOf(count: number): string[] {
  const found = new Set<string>()
  for (let tries = 0; found.size < count && tries < count * 100; tries++) {
    const name = faker.person.fullName()
    if (PLAIN.test(name)) found.add(name)
  }
  return [...found]
}
