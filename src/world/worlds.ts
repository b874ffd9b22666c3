import { after, type MayWait } from '../after.ts'
import { createBeginnings } from './beginnings.ts'
import { createChannel } from './channel.ts'
import { createKeptWorlds, type KeptWorlds } from './kept-worlds.ts'
import { latestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import { FIRST, StoreUnavailable, type WorldCause, type EndReason, type Store, type WorldLife } from './store.ts'
import { createSweep } from './sweep.ts'
import { createUsage } from './usage.ts'
import { DEFAULT_WORLD, type NoWorld, type WorldEntry } from './world-entry.ts'

/** A change of a world. */
export interface WorldEvent {
  readonly kind: 'made' | 'reset' | 'restored' | 'dropped' | 'changed'
  readonly world: string
  readonly why: 'first use' | EndReason
  /** What the control plane changed, in a few words. */
  readonly what?: string
  /** Why it begins anew though nobody asked for it. */
  readonly because?: string
}

/**
 * The worlds of a mock and their life cycle. It shows what the store has applied, so it knows of worlds that other processes begin and
 * end, too. What changes worlds throws or rejects with `StoreUnavailable` if the store can't keep it.
 */
export interface Worlds {
  /**
   * The world for a call: created on first use, unless worlds must be created explicitly. A dropped world
   * stays dropped until it is made again: a late call of a finished test must not recreate it.
   */
  readonly enter: (name: string) => MayWait<WorldEntry | NoWorld>
  readonly get: (name: string) => WorldEntry | undefined
  /** Takes note of what other processes have done. The default world is there again if the store has lost it, and can begin it. */
  readonly refresh: () => MayWait<void>
  /** An asynchronous store must have it before the worlds are created. */
  readonly default: WorldEntry
  /** Marks a world as used without a call. */
  readonly touch: (name: string) => void
  /** All worlds in order of creation. */
  readonly list: () => WorldEntry[]
  /** Creates a world, replacing one of the same name. */
  readonly make: (name: string, recipe: Recipe) => MayWait<WorldEntry | NoWorld>
  /** Resets a world to how it was made or restored, and clears its journal. */
  readonly reset: (name: string) => MayWait<WorldEntry | NoWorld>
  /** Creates a world that continues from `contents`, replacing one of the same name. */
  readonly restore: (name: string, recipe: Recipe, contents: Contents) => MayWait<WorldEntry | NoWorld>
  /** Removes a world; the default one is reset instead. */
  readonly drop: (name: string) => MayWait<boolean>
  /** Protects a world from being dropped as idle, such as while clients are connected, until the returned function is called. */
  readonly hold: (name: string) => () => void
  /** Publishes that the control plane changed a world. */
  readonly announce: (name: string, what: string) => void
  /** Drops worlds unused for `idleMs`. Call it periodically. */
  readonly sweep: () => MayWait<void>
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

// Finished tests may go on calling for a while, but not forever.
const REMEMBERED = 1000

/** Starts with the worlds of the store, and the default one. */
export function createWorlds(parts: WorldsParts): Worlds {
  const { store, recipeOf, idleMs, uptime } = parts
  const kept = createKeptWorlds(store, () => createUsage(idleMs, uptime))
  const dropped = latestTexts(REMEMBERED)
  const { publish, subscribe } = createChannel<WorldEvent>()
  const follow = (life: WorldLife): void => {
    if (life.kind === 'ended') {
      kept.end(life.world)
      if (life.why === 'asked') dropped.add(life.world)
      return publish({ kind: 'dropped', world: life.world, why: life.why })
    }
    const { name } = kept.begin(life.world)
    dropped.delete(name)
    publish({ ...life.cause, world: name })
  }
  const announce = (world: string, what: string): void => publish({ kind: 'changed', world, why: 'asked', what })
  const sweep = createSweep(store, kept, idleMs)
  const { begun, made, absent } = createBeginnings({ ...parts, kept, dropped, sweep })
  for (const stored of store.worlds()) kept.find(stored)
  for (const name of store.dropped()) dropped.add(name)
  store.lives(follow)
  store.announced(({ world, what }) => {
    if (what !== null) announce(world, what)
  })
  return {
    default: defaultIn(kept, () => store.begin(DEFAULT_WORLD, recipeOf(DEFAULT_WORLD), undefined, FIRST)),
    enter(name) {
      const world = kept.get(name)
      world?.usage.touch()
      return world ?? absent(name)
    },
    get: kept.get,
    refresh: () =>
      after(store.refresh?.(), () => (kept.get(DEFAULT_WORLD) ? undefined : ifAble(() => absent(DEFAULT_WORLD)))),
    touch: (name) => kept.get(name)?.usage.touch(),
    list: kept.list,
    make: (name, recipe) => made(name, { kind: 'made', why: 'asked' }, { recipe }),
    reset(name) {
      const world = kept.get(name)
      return world ? begun(name, RESET, world) : { kind: 'missing', world: name }
    },
    restore: (name, recipe, contents) => made(name, { kind: 'restored', why: 'asked' }, { recipe, contents }),
    drop(name) {
      if (kept.get(name) === undefined) return false
      const done =
        name === DEFAULT_WORLD ? store.begin(name, recipeOf(name), undefined, RESET) : store.end(name, 'asked')
      return after(done, () => true)
    },
    hold(name) {
      const [release, unfollow] = [kept.get(name)?.usage.hold(), store.follow?.(name)]
      return () => {
        release?.()
        unfollow?.()
      }
    },
    announce,
    sweep,
    subscribe,
  }
}

/** Begins a world, unless the store can't: calls in it say so, and all other worlds go on. */
async function ifAble(begin: () => MayWait<unknown>): Promise<void> {
  try {
    await begin()
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable)) throw fault
  }
}

const RESET: WorldCause = { kind: 'reset', why: 'asked' }

function defaultIn(kept: KeptWorlds, begin: () => MayWait<void>): WorldEntry {
  if (!kept.get(DEFAULT_WORLD)) void begin()
  const found = kept.get(DEFAULT_WORLD)
  if (found) return found
  throw new Error('an asynchronous store has no default world yet')
}
