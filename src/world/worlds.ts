import type { Seed } from '../contract/compiled/types.ts'
import { createChannel } from './channel.ts'
import { createJournalBudget } from './journal-budget.ts'
import { createJournal, type Journal } from './journal.ts'
import { latestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store } from './store.ts'

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

/** A change of a world. */
export interface WorldEvent {
  readonly kind: 'made' | 'reset' | 'restored' | 'dropped' | 'changed'
  readonly world: string
  readonly why: 'asked' | 'first use' | 'idle'
  /** What the control plane changed, in a few words. */
  readonly what?: string
}

/** Why a world is unavailable. */
export type NoWorld =
  | { readonly kind: 'missing'; readonly world: string }
  | { readonly kind: 'dropped'; readonly world: string }
  | { readonly kind: 'too-many'; readonly limit: number }

/** The worlds of a mock and their life cycle. */
export interface Worlds {
  /**
   * The world for a call: created on first use, unless worlds must be created explicitly. A dropped world
   * stays dropped until it is made again: a late call of a finished test must not recreate it.
   */
  readonly enter: (name: string) => WorldEntry | NoWorld
  readonly get: (name: string) => WorldEntry | undefined
  readonly default: WorldEntry
  /** Marks a world as used without a call. */
  readonly touch: (name: string) => void
  /** All worlds in order of creation. */
  readonly list: () => WorldEntry[]
  /** Creates a world, replacing one of the same name. */
  readonly make: (name: string, recipe: Recipe) => WorldEntry | NoWorld
  /** Resets a world to how it was made or restored, and clears its journal. */
  readonly reset: (name: string) => WorldEntry | NoWorld
  /** Creates a world that continues from `contents`, replacing one of the same name. */
  readonly restore: (name: string, recipe: Recipe, contents: Contents) => WorldEntry | NoWorld
  /** Removes a world; the default one is reset instead. */
  readonly drop: (name: string) => boolean
  /** Protects a world from being dropped as idle, such as while clients are connected, until the returned function is called. */
  readonly hold: (name: string) => () => void
  /** Publishes that the control plane changed a world. */
  readonly announce: (name: string, what: string) => void
  /** Drops worlds unused for `idleMs`. Call it periodically. */
  readonly sweep: () => void
  readonly subscribe: (listener: (event: WorldEvent) => void) => () => void
}

/** Dependencies and settings of `createWorlds`. */
export interface WorldsParts {
  readonly store: Store
  /** The initial state of a world created on first use. */
  readonly recipeOf: (name: string) => Recipe
  /** Whether worlds must be created before use. */
  readonly isExplicit: boolean
  /** Maximum number of worlds, not counting the default one. */
  readonly limit: number
  /** Milliseconds without use after which a world is dropped. */
  readonly idleMs: number
  /** Milliseconds since any fixed moment; used only for idleness. */
  readonly uptime: () => number
}

interface Kept extends WorldEntry {
  recipe: Recipe
  /** The state that it continued from; undefined if it started from its seed. */
  contents: Contents | undefined
  seed: Seed
  generation: number
  holders: number
  isTouched: boolean
  idleSince: number
}

// Finished tests may go on calling for a while, but not forever.
const REMEMBERED = 1000

/** Starts with the default world. */
export function createWorlds(parts: WorldsParts): Worlds {
  const { store, limit } = parts
  const kept = new Map<string, Kept>()
  const dropped = latestTexts(REMEMBERED)
  const { publish, subscribe } = createChannel<WorldEvent>()
  const budget = createJournalBudget()
  let generations = 0
  const begun = (recipe: Recipe, contents: Contents | undefined) => ({
    recipe,
    contents,
    seed: recipe.tables.seed,
    isTouched: true,
    idleSince: parts.uptime(),
  })
  const begin = (name: string, recipe: Recipe, contents?: Contents): Kept => {
    store.begin(name, recipe, contents)
    // Connections and journal subscriptions survive a reset.
    const world: Kept = kept.get(name) ?? {
      name,
      journal: createJournal(budget),
      generation: 0,
      holders: 0,
      ...begun(recipe, contents),
    }
    world.journal.clear()
    Object.assign(world, begun(recipe, contents))
    kept.set(name, world)
    dropped.delete(name)
    return world
  }
  /** Whether there is no room for a world of this name, even after dropping idle ones. */
  const isFull = (name: string): boolean => {
    const lacksRoom = (): boolean => !kept.has(name) && kept.size > limit
    if (lacksRoom()) sweep()
    return lacksRoom()
  }
  const made = (name: string, why: WorldEvent['why'], recipe: Recipe): WorldEntry | NoWorld => {
    if (isFull(name)) return { kind: 'too-many', limit }
    const world = begin(name, recipe)
    world.generation = ++generations
    publish({ kind: 'made', world: name, why })
    return world
  }
  const forget = (name: string, why: WorldEvent['why']): void => {
    store.end(name)
    kept.get(name)?.journal.end()
    kept.delete(name)
    publish({ kind: 'dropped', world: name, why })
  }
  const sweep = (): void => {
    const now = parts.uptime()
    for (const world of kept.values()) {
      const isIdle = world.name !== DEFAULT_WORLD && !world.isTouched && world.holders === 0
      if (!isIdle) world.idleSince = now
      else if (now - world.idleSince >= parts.idleMs) forget(world.name, 'idle')
      world.isTouched = false
    }
  }
  const absent = (name: string): WorldEntry | NoWorld => {
    if (dropped.has(name)) return { kind: 'dropped', world: name }
    return parts.isExplicit ? { kind: 'missing', world: name } : made(name, 'first use', parts.recipeOf(name))
  }
  const byDefault = begin(DEFAULT_WORLD, parts.recipeOf(DEFAULT_WORLD))
  return {
    default: byDefault,
    enter(name) {
      const world = kept.get(name)
      if (world === undefined) return absent(name)
      world.isTouched = true
      return world
    },
    get: (name) => kept.get(name),
    touch(name) {
      const world = kept.get(name)
      if (world) world.isTouched = true
    },
    list: () => [...kept.values()],
    make: (name, recipe) => made(name, 'asked', recipe),
    reset(name) {
      const world = kept.get(name)
      if (world === undefined) return { kind: 'missing', world: name }
      begin(name, world.recipe, world.contents)
      publish({ kind: 'reset', world: name, why: 'asked' })
      return world
    },
    restore(name, recipe, contents) {
      if (isFull(name)) return { kind: 'too-many', limit }
      const world = begin(name, recipe, contents)
      world.generation = ++generations
      publish({ kind: 'restored', world: name, why: 'asked' })
      return world
    },
    drop(name) {
      const world = kept.get(name)
      if (world === undefined) return false
      if (name === DEFAULT_WORLD) {
        begin(name, parts.recipeOf(name))
        publish({ kind: 'reset', world: name, why: 'asked' })
      } else {
        forget(name, 'asked')
        dropped.add(name)
      }
      return true
    },
    hold(name) {
      const world = kept.get(name)
      if (world === undefined) return () => {}
      let isHeld = true
      world.holders++
      return () => {
        if (isHeld) world.holders--
        isHeld = false
      }
    },
    announce: (world, what) => publish({ kind: 'changed', world, why: 'asked', what }),
    sweep,
    subscribe,
  }
}
