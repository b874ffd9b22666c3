import { faces } from '../../contract/compiled/faces.ts'
import type { Edition, Seed } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { realClock, type Clock } from '../../world/clock.ts'
import type { Recipe } from '../../world/recipe.ts'
import { createSeeds, type Seeds } from '../../world/seeds/seeds.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import { servedContract, type ServedContract } from '../served/served-contract.ts'
import { createRecipes, toRole, type WorldDefaults, type WorldOptions } from '../recipes.ts'

/** What worlds of a mock begin with, before there is a store to keep them. */
export interface Ground {
  readonly edition: Edition
  readonly contract: ServedContract
  readonly seeds: Seeds
  /** As in `Core`. */
  readonly recipeOf: (world: string, options: WorldOptions) => Recipe
  readonly limits: Limits
  /** The clock behind running worlds. */
  readonly machine: Clock
  readonly jwtSecret: string | null
  /** The role that callers with any credentials get in worlds of a seed. Throws a Fault if the seed has none of that name. */
  readonly trustIn: (seed: Seed) => string | null
}

/** The options of a mock that its ground depends on; see `MockOptions`. */
interface GroundOptions extends WorldDefaults {
  readonly edition?: Edition
  readonly contract?: ServedContract
  readonly clock?: Clock
  readonly limits?: Partial<Limits>
}

/** Throws a Fault for an unknown edition, or an empty key. */
export function groundOf(options: GroundOptions): Ground {
  const edition = toEdition(options.edition ?? 'current')
  const seeds = createSeeds(typeof options.seed === 'object' ? options.seed : undefined, isOfServers(edition))
  const contract = servedContract(edition, options.contract)
  return {
    edition,
    contract,
    seeds,
    recipeOf: createRecipes(options, seeds, contract.words.settings),
    limits: { ...defaultLimits, ...options.limits },
    machine: options.clock ?? realClock(),
    jwtSecret: options.jwtSecret ?? null,
    trustIn: (seed) => toRole(seed, options.trust ?? null),
  }
}

/** Whether an edition is named after a release, and so is what servers answer. */
const isOfServers = (edition: Edition): boolean => edition.includes('.')

/** For callers in plain JavaScript, which no type check warns. */
const toEdition = (edition: Edition): Edition => {
  if (Object.hasOwn(faces, edition)) return edition
  throw new Fault(`there is no edition ${edition}`, `Use one of ${Object.keys(faces).join(', ')}.`)
}
