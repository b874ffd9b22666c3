import type { Ground } from '../mock/kept/ground.ts'
import { createRecipeKeeper } from './log/recipe-data.ts'
import type { StoreParts } from './log/store-parts.ts'

/** What a store needs from a mock; of any edition. */
export const storeParts = (ground: Ground): StoreParts => ({
  machine: ground.machine,
  mostBytes: ground.limits.world,
  edition: null,
  recipes: createRecipeKeeper(ground.seeds, ground),
  by: crypto.randomUUID(),
})
