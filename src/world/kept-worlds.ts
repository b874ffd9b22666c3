import type { Seed } from '../contract/compiled/types.ts'
import { createJournalBudget } from './journal-budget.ts'
import { createJournal, type Journal } from './journal.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store } from './store.ts'
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
  /** Starts or resets a world. Connections and journal subscriptions survive a reset. */
  readonly begin: (name: string, recipe: Recipe, contents?: Contents) => KeptWorld
  /** The same, with a new generation, which distinguishes it from an older world of this name. */
  readonly make: (name: string, recipe: Recipe, contents?: Contents) => KeptWorld
  readonly end: (name: string) => void
}

/** Starts empty. */
export function createKeptWorlds(store: Store, newUsage: () => Usage): KeptWorlds {
  const kept = new Map<string, KeptWorld>()
  const budget = createJournalBudget()
  let generations = 0
  const begin: KeptWorlds['begin'] = (name, recipe, contents) => {
    store.begin(name, recipe, contents)
    const begun = { recipe, contents, seed: recipe.tables.seed }
    const fresh = () => ({ name, journal: createJournal(budget), generation: 0, usage: newUsage(), ...begun })
    const world: KeptWorld = Object.assign(kept.get(name) ?? fresh(), begun)
    world.journal.clear()
    world.usage.touch()
    kept.set(name, world)
    return world
  }
  return {
    get: (name) => kept.get(name),
    count: () => kept.size,
    list: () => [...kept.values()],
    begin,
    make: (name, recipe, contents) => Object.assign(begin(name, recipe, contents), { generation: ++generations }),
    end(name) {
      store.end(name)
      kept.get(name)?.journal.end()
      kept.delete(name)
    },
  }
}
