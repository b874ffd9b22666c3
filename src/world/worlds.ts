import type { Seed } from '../contract/compiled/types.ts'
import { createChannel } from './channel.ts'
import type { Journal } from './journal.ts'
import { createKeptWorlds } from './kept-worlds.ts'
import { latestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store } from './store.ts'
import { createUsage } from './usage.ts'

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

/** The share of worlds that only the control plane can create. */
const RESERVED = 0.1

// Finished tests may go on calling for a while, but not forever.
const REMEMBERED = 1000

/** Starts with the default world. */
export function createWorlds(parts: WorldsParts): Worlds {
  const { store, recipeOf, limit, idleMs, uptime } = parts
  const kept = createKeptWorlds(store, () => createUsage(idleMs, uptime))
  const dropped = latestTexts(REMEMBERED)
  const { publish, subscribe } = createChannel<WorldEvent>()
  const forget = (name: string, why: WorldEvent['why']): void => {
    kept.end(name)
    publish({ kind: 'dropped', world: name, why })
    if (why === 'asked') dropped.add(name)
  }
  const sweep = (): void => {
    for (const { name, usage } of kept.list()) if (name !== DEFAULT_WORLD && usage.isIdle()) forget(name, 'idle')
  }
  const made = (name: string, event: Omit<WorldEvent, 'world'>, ...how: Beginning): WorldEntry | NoWorld => {
    const most = mostFor(event.why, limit)
    const lacksRoom = (): boolean => kept.get(name) === undefined && kept.count() > most
    if (lacksRoom()) sweep()
    if (lacksRoom()) return { kind: 'too-many', limit: most }
    const world = kept.make(name, ...how)
    dropped.delete(name)
    publish({ ...event, world: name })
    return world
  }
  const again = (name: string, ...how: Beginning): WorldEntry => {
    const world = kept.begin(name, ...how)
    publish({ kind: 'reset', world: name, why: 'asked' })
    return world
  }
  const absent = (name: string): WorldEntry | NoWorld => {
    if (dropped.has(name) || parts.isExplicit) return { kind: dropped.has(name) ? 'dropped' : 'missing', world: name }
    return made(name, { kind: 'made', why: 'first use' }, recipeOf(name))
  }
  return {
    default: kept.begin(DEFAULT_WORLD, recipeOf(DEFAULT_WORLD)),
    enter(name) {
      const world = kept.get(name)
      world?.usage.touch()
      return world ?? absent(name)
    },
    get: kept.get,
    touch: (name) => kept.get(name)?.usage.touch(),
    list: kept.list,
    make: (name, recipe) => made(name, { kind: 'made', why: 'asked' }, recipe),
    reset(name) {
      const world = kept.get(name)
      return world ? again(name, world.recipe, world.contents) : { kind: 'missing', world: name }
    },
    restore: (name, ...how) => made(name, { kind: 'restored', why: 'asked' }, ...how),
    drop(name) {
      if (kept.get(name) === undefined) return false
      if (name === DEFAULT_WORLD) again(name, recipeOf(name))
      else forget(name, 'asked')
      return true
    },
    hold: (name) => kept.get(name)?.usage.hold() ?? NOTHING_HELD,
    announce: (world, what) => publish({ kind: 'changed', world, why: 'asked', what }),
    sweep,
    subscribe,
  }
}

/** Any local caller can use up the worlds created by calls; the holder of the token can still create some. */
const mostFor = (why: WorldEvent['why'], limit: number): number =>
  why === 'first use' ? limit - Math.floor(limit * RESERVED) : limit

/** What a world starts from. */
type Beginning = [recipe: Recipe, contents?: Contents]

const NOTHING_HELD = (): void => {}
