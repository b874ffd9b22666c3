import type { Seed } from '../contract/compiled/types.ts'
import type { Journal } from './journal.ts'
import type { Recipe } from './recipe.ts'

/** The world of calls that name none. It always exists. */
export const DEFAULT_WORLD = 'default'

/** An existing world; its state is in the store. */
export interface WorldEntry {
  readonly name: string
  readonly recipe: Recipe
  readonly seed: Seed
  readonly journal: Journal
  /** Distinguishes it from an older world of the same name: increases with each world made or restored. */
  readonly generation: number
}

/** Why a world is unavailable. */
export type NoWorld =
  | { readonly kind: 'missing'; readonly world: string }
  | { readonly kind: 'dropped'; readonly world: string }
  /** It was there when the call, or its socket, began. */
  | { readonly kind: 'gone'; readonly world: string }
  | { readonly kind: 'too-many'; readonly limit: number }
