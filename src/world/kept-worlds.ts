import type { Seed } from '../contract/compiled/types.ts'
import { createJournalBudget } from './journal-budget.ts'
import type { Journal } from './journal.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store, StoredWorld } from './store.ts'
import type { Usage } from './usage.ts'

/** An existing world; its state is in the store. */
export interface KeptWorld {
  readonly name: string
  recipe: Recipe
  /** The state that it continued from; undefined if it started from its seed. */
  contents: Contents | undefined
  seed: Seed
  readonly journal: Journal
  generation: number
  readonly usage: Usage
}

/** The existing worlds, by name. */
export interface KeptWorlds {
  readonly get: (name: string) => KeptWorld | undefined
  readonly count: () => number
  /** In order of creation. */
  readonly list: () => KeptWorld[]
  /** Takes in a world that the store has, with its journal. */
  readonly find: (stored: StoredWorld) => KeptWorld
  /** Takes in a world that began. Connections and journal subscriptions survive a reset. */
  readonly begin: (stored: StoredWorld) => KeptWorld
  readonly end: (name: string) => void
}

/** Starts empty. */
export function createKeptWorlds(store: Pick<Store, 'journal'>, newUsage: () => Usage): KeptWorlds {
  const kept = new Map<string, KeptWorld>()
  const budget = createJournalBudget()
  const find: KeptWorlds['find'] = ({ name, recipe, contents, generation }) => {
    const begun = { recipe, contents, generation, seed: recipe.tables.seed }
    const fresh = () => ({ name, journal: store.journal(name, budget), usage: newUsage(), ...begun })
    const world: KeptWorld = Object.assign(kept.get(name) ?? fresh(), begun)
    world.usage.touch()
    kept.set(name, world)
    return world
  }
  return {
    get: (name) => kept.get(name),
    count: () => kept.size,
    list: () => [...kept.values()],
    find,
    begin(stored) {
      const world = find(stored)
      void world.journal.clear()
      return world
    },
    end(name) {
      kept.get(name)?.journal.end()
      kept.delete(name)
    },
  }
}
