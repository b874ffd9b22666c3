import { seeds } from '../../contract/compiled/seeds.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { parseBusy } from '../busy/busy-name.ts'
import { busyTables } from '../busy/busy-tables.ts'
import { roomOfServersMaker } from '../busy/room-of-servers.ts'
import { SEED_NAMES } from './names.ts'
import { seedTables, type SeedTables } from '../seed-tables.ts'

/** Creates the rows of each seed once, for all its worlds to share. */
export interface Seeds {
  /** Throws a Fault for an unknown name. */
  get(name: string): SeedTables
  /** The same, undefined for an unknown name. */
  find(name: string): SeedTables | undefined
}

// Worlds keep the rows of their seed alive; of unused seeds, only a few are worth caching.
const REMEMBERED = 8

/** The seeds by name, including the user's own if there is one. `likeServers`: generated rooms as servers of 8.x answer them. */
export function createSeeds(own?: Seed, likeServers = false): Seeds {
  const made = new Map<string, SeedTables>()
  const ownTables = own && seedTables(own)
  const find = (name: string): SeedTables | undefined => {
    if (ownTables && name === ownTables.seed.name) return ownTables
    const found = made.get(name) ?? tablesOf(name, likeServers)
    if (!found) return undefined
    made.delete(name)
    made.set(name, found)
    for (const oldest of made.keys()) if (made.size > REMEMBERED) made.delete(oldest)
    return found
  }
  return {
    find,
    get(name) {
      const found = find(name)
      if (found) return found
      throw new Fault(`there is no seed ${name}`, `Use one of ${SEED_NAMES}.`)
    },
  }
}

function tablesOf(name: string, likeServers: boolean): SeedTables | undefined {
  const found = Object.entries(seeds).find(([each]) => each === name)?.[1]
  if (found) return seedTables(found)
  const rooms = parseBusy(name)
  if (rooms === null) return undefined
  return likeServers ? busyTables(rooms, roomOfServersMaker) : busyTables(rooms)
}
