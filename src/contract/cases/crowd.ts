import { faker } from '@faker-js/faker/locale/en'

/** Guests who come and go, as a scenario asks for them. */
export interface Crowd {
  readonly guests: number
  readonly seed: number
  /** Milliseconds in which they come. */
  readonly overMs: number
  /** The shortest and the longest that one stays, in milliseconds. */
  readonly stayMs: readonly [shortest: number, longest: number]
}

/** One of a crowd. */
export interface Passer {
  readonly name: string
  readonly comesMs: number
  readonly goesMs: number
}

/** Draws a crowd, whole seconds for all times. The same wish and `instant`, which stands in for today, draw the same one. */
export function drawCrowd({ guests, seed, overMs, stayMs }: Crowd, instant: string): readonly Passer[] {
  faker.seed(seed)
  faker.setDefaultRefDate(instant)
  return namesOf(guests).map((name) => {
    const comesMs = between(0, overMs)
    return { name, comesMs, goesMs: comesMs + between(...stayMs) }
  })
}

const SECOND = 1000

const between = (least: number, most: number): number =>
  SECOND *
  faker.number.int({
    min: Math.ceil(least / SECOND),
    max: Math.max(Math.ceil(least / SECOND), Math.floor(most / SECOND)),
  })

const PLAIN = /^[\x20-\x7e]{1,50}$/

/** So many different names that a room takes. */
function namesOf(count: number): string[] {
  const found = new Set<string>()
  for (let tries = 0; found.size < count && tries < count * 100; tries++) {
    const name = faker.person.fullName()
    if (PLAIN.test(name)) found.add(name)
  }
  return [...found]
}
