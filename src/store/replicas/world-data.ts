import type { Redis } from '../redis/client.ts'
import { streamKeys } from '../redis/stream-log.ts'
import { isObject, parseJson } from '../../json.ts'
import type { Contents, Recipe } from '../../world/recipe.ts'
import type { Listed } from './directory.ts'
import type { Keys } from './keys.ts'
import { isRecipeData, type RecipeData, type RecipeKeeper } from '../log/recipe-data.ts'
import { isContents } from '../log/snapshot-text.ts'

/** What worlds began with, on the server, under the names of their logs. */
export interface WorldData {
  /** Keeps what a world begins with, and the seed of that. */
  readonly put: (name: string, log: string, begun: Begun) => Promise<void>
  /** Null if it is not there, or its seed is neither there nor here. */
  readonly get: (name: string, log: string) => Promise<Begun | null>
  /** Those of these worlds whose logs are gone. */
  readonly withoutLog: (worlds: readonly Listed[]) => Promise<readonly Listed[]>
  /** Forgets it after a time. */
  readonly expire: (name: string, log: string, ms: number) => Promise<void>
}

/** What a world began with. */
export interface Begun {
  readonly recipe: Recipe
  readonly contents: Contents | undefined
}

/** Seeds are there once, by their hash. */
export function createWorldData({ call }: Pick<Redis, 'call'>, keys: Keys, recipes: RecipeKeeper): WorldData {
  return {
    async put(name, log, { recipe, contents }) {
      const [data, seed] = [recipes.toData(recipe), recipes.seedToKeep(recipe)]
      // First, so that a process that finds the world finds its seed.
      if (seed) await call('SET', keys.seed(data.seedHash), JSON.stringify(seed), 'NX')
      await call('SET', keys.begun(name, log), JSON.stringify({ recipe: data, contents }))
    },
    async get(name, log) {
      const begun = readBegun(await call('GET', keys.begun(name, log)))
      if (!begun) return null
      const seed = await call('GET', keys.seed(begun.recipe.seedHash))
      const recipe = recipes.fromData(begun.recipe, () => (typeof seed === 'string' ? parseJson(seed) : undefined))
      return recipe && { recipe, contents: begun.contents }
    },
    async withoutLog(worlds) {
      const exist = await Promise.all(worlds.map(({ name, log }) => call('EXISTS', streamKeys(keys.log(name, log))[0])))
      return worlds.filter((_, at) => exist[at] === 0)
    },
    expire: async (name, log, ms) => void (await call('PEXPIRE', keys.begun(name, log), ms)),
  }
}

/** What a world began with, as it is kept. */
interface BegunData {
  readonly recipe: RecipeData
  readonly contents?: Contents
}

/** Reads it from the server's reply. Null if it is not there, or something else. */
function readBegun(reply: unknown): BegunData | null {
  const begun = typeof reply === 'string' ? parseJson(reply) : undefined
  return isBegun(begun) ? begun : null
}

const isBegun = (begun: unknown): begun is BegunData =>
  isObject(begun) && isRecipeData(begun['recipe']) && (begun['contents'] === undefined || isContents(begun['contents']))
