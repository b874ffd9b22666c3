import type { Seed } from '../contract/compiled/types.ts'
import { createChannel } from './channel.ts'
import type { Journal } from './journal.ts'
import { createKeptWorlds } from './kept-worlds.ts'
import { latestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import type { Store } from './store.ts'
import { createUsage } from './usage.ts'

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

// Tests that are over call for a while; they are not worth remembering for ever.
const REMEMBERED = 1000

/** Keeps worlds, beginning with the default one. */
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
  const lacksRoom = (name: string): boolean => kept.get(name) === undefined && kept.count() > limit
  const made = (name: string, event: Omit<WorldEvent, 'world'>, ...how: Beginning): WorldEntry | NoWorld => {
    if (lacksRoom(name)) sweep()
    if (lacksRoom(name)) return { kind: 'too-many', limit }
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
    if (dropped.has(name)) return { kind: 'dropped', world: name }
    if (parts.isExplicit) return { kind: 'missing', world: name }
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

/** What a world begins by. */
type Beginning = [recipe: Recipe, contents?: Contents]

const NOTHING_HELD = (): void => {}
