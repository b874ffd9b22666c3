import { firstNames, lastNames } from '../../contract/compiled/words.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { idOf } from '../ids.ts'
import { createDice, type Dice } from './dice.ts'
import { STREAMS } from './streams.ts'

export type SeedPerson = Seed['people'][number]

/** Everything that generated rows depend on, besides their place. */
export interface Population {
  /** Number of livechat rooms; other rows are generated in proportion. */
  readonly rooms: number
  /** When the history ends, in milliseconds since 1970. */
  readonly instant: number
  /** The agent that callers can be; serves a share of the rooms. */
  readonly agent: SeedPerson
  /** Agents that nobody can call as. */
  readonly others: readonly SeedPerson[]
  /** Hosts of meeting rooms besides the agents. */
  readonly hosts: readonly SeedPerson[]
}

/** The people of a busy seed with this many rooms, based on those of another seed. */
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

/** Satisfies the type checker where a list is never empty. */
export const STRANGER: SeedPerson = { id: '', username: '', name: '', role: '' }

function agentsOf(rooms: number): readonly SeedPerson[] {
  const dice = createDice(rooms, STREAMS.agents)
  const count = Math.max(3, Math.min(200, Math.ceil(rooms / 50)))
  return Array.from({ length: count }, (_, n) => {
    dice.begin(n)
    const [first, last] = nameOf(dice)
    // The number distinguishes people of the same name.
    const username = `${first}.${last}${n + 1}`.toLowerCase().replaceAll(/[^a-z0-9.]/g, '')
    return { id: idOf(`busy:${rooms}`, 'person', n), username, name: `${first} ${last}`, role: 'livechat-agent' }
  })
}

/** Draws a first and a last name. */
export const nameOf = (dice: Dice): readonly [first: string, last: string] => [
  dice.one(firstNames, ''),
  dice.one(lastNames, ''),
]
