import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { Seed } from '../../src/contract/compiled/types.ts'
import type { Settings } from '../../src/domain/state.ts'
import { setClock } from '../../src/world/clock.ts'
import type { Recipe } from '../../src/world/recipe.ts'
import { seedTables } from '../../src/world/seed-tables.ts'
import { createWorld, type World } from '../../src/world/world.ts'

/** The documented seed's instant, at which the worlds of these tests stand still. */
export const AT: number = Date.parse('2026-03-03T10:30:00.000Z')

/** How a world differs from one of the documented seed, standing still at its instant. */
export interface Differently {
  readonly seed?: Partial<Seed>
  readonly settings?: Partial<Settings>
  readonly recipe?: Partial<Recipe>
  readonly mostBytes?: number
}

/** A recipe of the documented seed, with a test's differences. */
export const recipeWith = ({ seed, settings, recipe }: Differently = {}): Recipe => ({
  tables: seedTables({ ...seeds.documented, ...seed }),
  salt: 'test',
  clock: { kind: 'frozen', at: AT },
  settings: { anonymousReading: true, trust: null, rateLimit: true, ...settings },
  jwtSecret: null,
  ...recipe,
})

/** A world of the documented seed, with a test's differences. Its machine's clock reads 1000. */
export const worldOf = (differently: Differently = {}): World =>
  createWorld(recipeWith(differently), { machine: setClock(1000), mostBytes: differently.mostBytes ?? 1_000_000 })
