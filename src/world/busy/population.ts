import { firstNames, lastNames } from '../../contract/compiled/words.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { idOf } from '../ids.ts'
import { createDice, type Dice } from './dice.ts'
import { STREAMS } from './streams.ts'

export type SeedPerson = Seed['people'][number]

/** Everything that generated rows depend on, beside their place. */
export interface Population {
  /** How many livechat rooms there are; other rows are made in proportion. */
  readonly rooms: number
  /** Before this everything has happened, in milliseconds since 1970. */
  readonly instant: number
  /** The agent that callers can be, who gets a share of the rooms. */
  readonly agent: SeedPerson
  /** The agents that only work. */
  readonly others: readonly SeedPerson[]
  /** Who has meeting rooms, beside agents. */
  readonly hosts: readonly SeedPerson[]
}

/** Who is in a busy seed of so many rooms over the people of another. */
export function populationOf(rooms: number, seed: Seed): Population {
  const named = (identity: string): SeedPerson[] => {
    const { person, member } = seed.identities[identity] ?? {}
    return seed.people.filter(({ id }) => id === (person ?? member))
  }
  const others = agentsOf(rooms)
  return {
    rooms,
    instant: Date.parse(seed.instant),
    agent: named('agent')[0] ?? STRANGER,
    others,
    hosts: [...named('host'), ...named('member'), ...others],
  }
}

/** Stands where a list that is never empty must have one. */
export const STRANGER: SeedPerson = { id: '', username: '', name: '', role: '' }

function agentsOf(rooms: number): readonly SeedPerson[] {
  const dice = createDice(rooms, STREAMS.agents)
  const count = Math.max(3, Math.min(200, Math.ceil(rooms / 50)))
  return Array.from({ length: count }, (_, n) => {
    dice.begin(n)
    const [first, last] = nameOf(dice)
    // The number keeps apart those who have the same name.
    const username = `${first}.${last}${n + 1}`.toLowerCase().replaceAll(/[^a-z0-9.]/g, '')
    return { id: idOf(`busy:${rooms}`, 'person', n), username, name: `${first} ${last}`, role: 'livechat-agent' }
  })
}

/** A first and a last name. */
export const nameOf = (dice: Dice): readonly [first: string, last: string] => [
  dice.one(firstNames, ''),
  dice.one(lastNames, ''),
]
