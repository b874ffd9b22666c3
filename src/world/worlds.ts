import type { Seed } from '../contract/compiled/types.ts'
import { createChannel } from './channel.ts'
import { createJournalBudget } from './journal-budget.ts'
import { createJournal, type Journal } from './journal.ts'
import { latestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store } from './store.ts'

/** The world of calls that name none. It is always there. */
export const DEFAULT_WORLD = 'default'

/** A world, as it is kept track of; its state is in the store. */
export interface WorldEntry {
  readonly name: string
  readonly recipe: Recipe
  readonly seed: Seed
  readonly journal: Journal
  /** Tells it from an older one of its name: it rises with each world that is made or restored. */
  readonly generation: number
}

/** What happens to worlds. */
export interface WorldEvent {
  readonly kind: 'made' | 'reset' | 'restored' | 'dropped' | 'changed'
  readonly world: string
  readonly why: 'asked' | 'first use' | 'idle'
  /** What was changed by hand, in a few words; only where something was. */
  readonly what?: string
}

/** Why a world is not to be had. */
export type NoWorld =
  | { readonly kind: 'missing'; readonly world: string }
  | { readonly kind: 'dropped'; readonly world: string }
  | { readonly kind: 'too-many'; readonly limit: number }

/** The worlds of a mock: which there are, and how they come and go. */
export interface Worlds {
  /**
   * The world that a call goes to: made on its first use, unless worlds are to be made explicitly. One that somebody has dropped
   * stays so until it is made again: a late call of a test that is over must not bring it back.
   */
  readonly enter: (name: string) => WorldEntry | NoWorld
  readonly get: (name: string) => WorldEntry | undefined
  readonly default: WorldEntry
  /** Tells that somebody uses a world, otherwise than by a call. */
  readonly touch: (name: string) => void
  /** Those there are, in the order of their making. */
  readonly list: () => WorldEntry[]
  /** Makes a world, in place of one of this name. */
  readonly make: (name: string, recipe: Recipe) => WorldEntry | NoWorld
  /** Begins a world again as it was made or restored; its journal is emptied. */
  readonly reset: (name: string) => WorldEntry | NoWorld
  /** Makes a world, in place of one of this name, that goes on from `contents`. */
  readonly restore: (name: string, recipe: Recipe, contents: Contents) => WorldEntry | NoWorld
  /** Forgets a world. The default one is begun again instead. */
  readonly drop: (name: string) => boolean
  /** Keeps a world from being dropped for idleness, until what it answers is called: somebody is connected to it. */
  readonly hold: (name: string) => () => void
  /** Tells that a world was changed by hand. */
  readonly announce: (name: string, what: string) => void
  /** Drops worlds that nobody has used since the sweep before the last `idleMs`. Call it now and then. */
  readonly sweep: () => void
  readonly subscribe: (listener: (event: WorldEvent) => void) => () => void
}

/** What worlds are kept by. */
export interface WorldsParts {
  readonly store: Store
  /** How a world begins that is made on first use. */
  readonly recipeOf: (name: string) => Recipe
  /** Whether worlds must be made before they are used. */
  readonly isExplicit: boolean
  /** How many there may be, the default one not counted. */
  readonly limit: number
  /** Milliseconds after which a world that nobody uses is dropped. */
  readonly idleMs: number
  /** Milliseconds since any moment, for idleness alone. */
  readonly uptime: () => number
}

interface Kept extends WorldEntry {
  recipe: Recipe
  /** What it goes on from; undefined: its seed alone. */
  contents: Contents | undefined
  seed: Seed
  generation: number
  holders: number
  isTouched: boolean
  idleSince: number
}

/** The part of all worlds that only come about when they are asked for by name on the control plane. */
const RESERVED = 0.1

// Tests that are over call for a while; they are not worth remembering for ever.
const REMEMBERED = 1000

/** Keeps worlds, beginning with the default one. */
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
    // Whoever is connected to a world, or follows its journal, stays so when it begins anew.
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
  /** Whether there is no room for a world of this name, not even where idle ones have gone. */
  const isFull = (name: string, most = limit): boolean => {
    const lacksRoom = (): boolean => !kept.has(name) && kept.size > most
    if (lacksRoom()) sweep()
    return lacksRoom()
  }
  const made = (name: string, why: WorldEvent['why'], recipe: Recipe): WorldEntry | NoWorld => {
    // Any local caller can use up the worlds of first use; whoever has the token can still make some.
    const most = why === 'first use' ? limit - Math.floor(limit * RESERVED) : limit
    if (isFull(name, most)) return { kind: 'too-many', limit: most }
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
