import type { Recipe } from '../world/recipe.ts'
import { FIRST, type Store } from '../world/store.ts'
import { DEFAULT_WORLD } from '../world/world-entry.ts'

/** Begins the default world unless the store has one: code that looks at its worlds relies on that. */
export async function beginDefault(store: Store, recipeOf: (world: string) => Recipe): Promise<void> {
  const isThere = store.worlds().some(({ name }) => name === DEFAULT_WORLD)
  if (!isThere) await store.begin(DEFAULT_WORLD, recipeOf(DEFAULT_WORLD), undefined, FIRST)
}
