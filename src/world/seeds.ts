import { seeds, type SeedName } from '../contract/compiled/seeds.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { parseBusy, MAX_BUSY } from './busy/busy-name.ts'
import { busyTables } from './busy/busy-tables.ts'
import { seedTables, type SeedTables } from './seed-tables.ts'

/** What a world may start from: a file of `fixtures/`, or as many generated livechat rooms as asked for. */
export type SeedChoice = SeedName | `busy:${number}`

/** Makes the rows of seeds, each once: worlds of one seed share them. */
export interface Seeds {
  /** Throws a Fault for a name that is none. */
  get(name: string): SeedTables
}

// The rows of a seed live as long as a world begins with them; beyond that, only a few are worth remembering.
const REMEMBERED = 8

/** The seeds by name, with one of the user's own if there is one. */
export function createSeeds(own?: Seed): Seeds {
  const made = new Map<string, SeedTables>()
  const ownTables = own && seedTables(own)
  return {
    get(name) {
      if (ownTables && name === ownTables.seed.name) return ownTables
      const found = made.get(name) ?? tablesOf(name)
      made.delete(name)
      made.set(name, found)
      for (const oldest of made.keys()) if (made.size > REMEMBERED) made.delete(oldest)
      return found
    },
  }
}

/** What seeds there are, in the words of a message. */
export const SEED_NAMES: string = `${Object.keys(seeds).join(', ')}, busy:<number up to ${MAX_BUSY}>`

/** Whether there is a seed of this name. */
export const isSeed = (name: string): name is SeedChoice => Object.hasOwn(seeds, name) || parseBusy(name) !== null

function tablesOf(name: string): SeedTables {
  const found = Object.entries(seeds).find(([each]) => each === name)?.[1]
  if (found) return seedTables(found)
  const rooms = parseBusy(name)
  if (rooms === null) throw new Fault(`there is no seed ${name}`, `Use one of ${SEED_NAMES}.`)
  return busyTables(rooms)
}
