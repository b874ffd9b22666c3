import type { Seed } from '../contract/compiled/types.ts'
import type { EditionWords } from '../contract/model/edition-words.ts'
import type { ClockSetting } from '../domain/state.ts'
import { Fault } from '../fault.ts'
import type { Recipe } from '../world/recipe.ts'
import type { Seeds } from '../world/seeds/seeds.ts'
import { DEFAULT_WORLD } from '../world/world-entry.ts'

/** Options of a world; all of them are optional. */
export interface WorldOptions {
  /** The data that it starts with; the mock's seed by default. */
  readonly seed?: string
  /** Varies its ids; the world's name by default. */
  readonly salt?: string
  /**
   * `real` follows the machine's clock; `seed` is frozen at the seed's instant until you move it. By default the
   * default world uses `real`, and all others `seed`.
   */
  readonly clock?: 'real' | 'seed'
  /** Whether documented rate limits are enforced; the mock's setting by default. */
  readonly rateLimit?: boolean
  /** Whether callers without credentials may join public calls; the mock's setting by default. */
  readonly anonymousReading?: boolean
  /** Whether any agent may join livechat rooms that wait (`manual`), or they are given to agents (`auto`); the mock's setting by default. */
  readonly routing?: 'manual' | 'auto'
  /** Whether livechat operations are limited in every edition; the mock's setting by default. */
  readonly livechatLimits?: boolean
}

/** Defaults for all worlds of a mock. */
export interface WorldDefaults {
  readonly seed?: string | Seed
  readonly salt?: string
  readonly trust?: string | null
  readonly jwtSecret?: string | null
  readonly rateLimit?: boolean
  readonly anonymousReading?: boolean
  readonly routing?: 'manual' | 'auto'
  readonly livechatLimits?: boolean
}

/** Creates initial states for worlds. Throws a Fault for an unknown seed or role, or an empty key. */
export function createRecipes(
  defaults: WorldDefaults,
  seeds: Seeds,
  ofEdition: EditionWords['settings'] = {},
): (world: string, options: WorldOptions) => Recipe {
  const seedName = typeof defaults.seed === 'object' ? defaults.seed.name : (defaults.seed ?? 'documented')
  const { jwtSecret = null } = defaults
  if (jwtSecret === '')
    throw new Fault('the JWT key is empty, so anyone could sign tokens', 'Pass the key of your own system.')
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
        // A seed of the user's own says itself what holds in it.
        ...(seed === defaults.seed ? {} : ofEdition),
        ...anonymity(options.anonymousReading ?? defaults.anonymousReading),
        ...routingOf(options.routing ?? defaults.routing),
        ...limitsOf(options.livechatLimits ?? defaults.livechatLimits),
        trust: toRole(seed, defaults.trust ?? null),
        rateLimit: options.rateLimit ?? defaults.rateLimit ?? true,
      },
      jwtSecret,
    }
  }
}

const routingOf = (routing: WorldOptions['routing']) => (routing === undefined ? {} : { routing })

const limitsOf = (livechatLimits: boolean | undefined) => (livechatLimits === undefined ? {} : { livechatLimits })

const anonymity = (anonymousReading: boolean | undefined) =>
  anonymousReading === undefined ? {} : { anonymousReading }

const toClock = (clock: 'real' | 'seed', seed: Seed): ClockSetting =>
  clock === 'real' ? { kind: 'running', ahead: 0 } : { kind: 'frozen', at: Date.parse(seed.instant) }

/** Finds a role of the seed by its own name, or by the name of an identity that has it. Throws a Fault if there is none. */
export function toRole(seed: Seed, trust: string | null): string | null {
  if (trust === null || Object.hasOwn(seed.roles, trust)) return trust
  const personId = Object.hasOwn(seed.identities, trust) ? seed.identities[trust]?.person : undefined
  const role = seed.people.find(({ id }) => id === personId)?.role
  if (role === undefined)
    throw new Fault(`there is no role ${trust} to trust callers as`, 'Use agent, manager or no-permission.')
  return role
}
