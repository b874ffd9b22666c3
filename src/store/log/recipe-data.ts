import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Seed } from '../../contract/compiled/types.ts'
import type { ClockSetting, Settings } from '../../domain/state.ts'
import { isObject } from '../../json.ts'
import type { Recipe } from '../../world/recipe.ts'
import { seedTables, type SeedTables } from '../../world/seed-tables.ts'
import { isSeed } from '../../world/seeds/names.ts'
import { type Seeds } from '../../world/seeds/seeds.ts'
import { isRowOf } from './row-shape.ts'

/** A recipe as data. The key of tokens and whom to trust are not in it: the server that runs the world decides them. */
export interface RecipeData {
  readonly seed: string
  /** SHA-256 of the seed's JSON, by which stores keep a seed that is not generated. */
  readonly seedHash: string
  readonly salt: string
  readonly clock: ClockSetting
  readonly settings: Settings
}

/** Whether this was written as a recipe. */
export const isRecipeData = (data: unknown): data is RecipeData =>
  isObject(data) &&
  typeof data['seed'] === 'string' &&
  typeof data['seedHash'] === 'string' &&
  typeof data['salt'] === 'string' &&
  isRowOf('clock', data['clock']) &&
  isRowOf('settings', data['settings'])

/** Converts recipes to data and back. */
export interface RecipeKeeper {
  readonly toData: (recipe: Recipe) => RecipeData
  /** The seed to keep with the data; null for a generated one, which its name says. Once per hash is enough. */
  readonly seedToKeep: (recipe: Recipe) => Seed | null
  /**
   * `keptSeed` finds a kept seed by its hash. Returns null if the seed is neither here nor kept: its world came from another version
   * of greenroom, which generated other rows.
   */
  readonly fromData: (data: RecipeData, keptSeed: (hash: string) => unknown) => Recipe | null
  /** Stands for a recipe that can't be read, so that its world can be named: of a seed without rows. */
  readonly unknown: () => Recipe
}

/** What the seed of a recipe that can't be read is called; no file can be. */
export const UNKNOWN_SEED = '(unknown)'

/** What a server decides about the worlds that it finds, whatever they were made with. */
export interface ServerChoices {
  readonly jwtSecret: string | null
  /** The role that callers with any credentials get; throws a Fault if the seed has none of that name. */
  readonly trustIn: (seed: Seed) => string | null
}

/** Worlds with the same seed share its rows. */
export function createRecipeKeeper(seeds: Seeds, { jwtSecret, trustIn }: ServerChoices): RecipeKeeper {
  const hashes = new WeakMap<Seed, string>()
  const kept = new Map<string, SeedTables>()
  const hashIn = (seed: Seed): string => {
    const hash = hashes.get(seed) ?? bytesToHex(sha256(utf8ToBytes(JSON.stringify(seed))))
    hashes.set(seed, hash)
    return hash
  }
  const tablesHere = (name: string, hash: string): SeedTables | undefined => {
    const found = seeds.find(name)
    return found && hashIn(found.seed) === hash ? found : undefined
  }
  const tablesKept = (hash: string, seed: unknown): SeedTables | undefined => {
    if (!isKeptSeed(seed)) return undefined
    const tables = seedTables(seed)
    kept.set(hash, tables)
    return tables
  }
  return {
    toData: ({ tables: { seed }, salt, clock, settings }) => ({
      seed: seed.name,
      seedHash: hashIn(seed),
      salt,
      clock,
      settings: { ...settings, trust: null },
    }),
    seedToKeep: ({ tables: { seed } }) => (isGenerated(seed.name) ? null : seed),
    fromData({ seed: name, seedHash, salt, clock, settings }, keptSeed) {
      const tables = kept.get(seedHash) ?? tablesHere(name, seedHash) ?? tablesKept(seedHash, keptSeed(seedHash))
      if (!tables) return null
      return { tables, salt, clock, settings: { ...settings, trust: trustIn(tables.seed) }, jwtSecret }
    },
    unknown: () => ({
      tables: seedTables({ ...seeds.get('empty').seed, name: UNKNOWN_SEED }),
      salt: '',
      clock: { kind: 'frozen', at: 0 },
      settings: { anonymousReading: false, trust: null, rateLimit: true },
      jwtSecret,
    }),
  }
}

const isGenerated = (name: string): boolean => isSeed(name) && name.startsWith('busy:')

// It was a seed when it was kept; whether the place is damaged is checked when it is opened.
const isKeptSeed = (seed: unknown): seed is Seed => isObject(seed) && Array.isArray(seed['people'])
