import type { Seed } from '../contract/compiled/types.ts'
import type { ClockSetting } from '../domain/state.ts'
import { Fault } from '../fault.ts'
import type { Recipe } from '../world/recipe.ts'
import type { Seeds } from '../world/seeds.ts'
import { DEFAULT_WORLD } from '../world/worlds.ts'

/** How a world may be asked for; everything has a default. */
export interface WorldOptions {
  /** What it starts from; the mock's seed by default. */
  readonly seed?: string
  /** What tells its ids from those of other worlds; its name by default. */
  readonly salt?: string
  /**
   * `real`: runs along with the machine's; `seed`: stands at the instant of the seed and moves only when told. By default the
   * default world has a real one, all others that of the seed.
   */
  readonly clock?: 'real' | 'seed'
  /** Whether documented limits are enforced; as in the whole mock by default. */
  readonly rateLimit?: boolean
}

/** What holds for all worlds of a mock. */
export interface WorldDefaults {
  readonly seed?: string | Seed
  readonly salt?: string
  readonly trust?: string | null
  readonly jwtSecret?: string | null
  readonly rateLimit?: boolean
}

/** How worlds of a mock begin. Throws a Fault for a seed, role or key that will not do. */
export function createRecipes(defaults: WorldDefaults, seeds: Seeds): (world: string, options: WorldOptions) => Recipe {
  const seedName = typeof defaults.seed === 'object' ? defaults.seed.name : (defaults.seed ?? 'documented')
  const { jwtSecret = null } = defaults
  if (jwtSecret === '')
    throw new Fault('the key of tokens is empty, so anybody could sign', 'Give the key of your own system.')
  return (world, options) => {
    const isDefault = world === DEFAULT_WORLD
    const tables = seeds.get(options.seed ?? seedName)
    const { seed } = tables
    return {
      tables,
      salt: options.salt ?? (isDefault ? defaults.salt : undefined) ?? world,
      clock: toClock(options.clock ?? (isDefault ? 'real' : 'seed'), seed),
      settings: {
        ...seed.settings,
        trust: toRole(seed, defaults.trust ?? null),
        rateLimit: options.rateLimit ?? defaults.rateLimit ?? true,
      },
      jwtSecret,
    }
  }
}

const toClock = (clock: 'real' | 'seed', seed: Seed): ClockSetting =>
  clock === 'real' ? { kind: 'running', ahead: 0 } : { kind: 'frozen', at: Date.parse(seed.instant) }

/** A role of the seed: by its name, or by an identity that a person of that role has. */
function toRole(seed: Seed, trust: string | null): string | null {
  if (trust === null || Object.hasOwn(seed.roles, trust)) return trust
  const personId = Object.hasOwn(seed.identities, trust) ? seed.identities[trust]?.person : undefined
  const role = seed.people.find(({ id }) => id === personId)?.role
  if (role === undefined)
    throw new Fault(`there is no role ${trust} to trust callers as`, 'Use agent, manager or no-permission.')
  return role
}
