import { after, type MayWait } from '../after.ts'
import type { KeptWorlds } from './kept-worlds.ts'
import type { LatestTexts } from './latest-texts.ts'
import type { Contents, Recipe } from './recipe.ts'
import { FIRST, type Store, type WorldCause } from './store.ts'
import { DEFAULT_WORLD, type NoWorld, type WorldEntry } from './world-entry.ts'

/** What a world starts from: its recipe, or what it held before. */
export interface Beginning {
  readonly recipe: Recipe
  readonly contents?: Contents | undefined
}

/** How worlds begin. */
export interface Beginnings {
  /** Begins in place of a world that there is. */
  readonly begun: (name: string, cause: WorldCause, how: Beginning) => MayWait<WorldEntry | NoWorld>
  /** Begins if there is room, or if dropping idle worlds makes some. */
  readonly made: (name: string, cause: WorldCause, how: Beginning) => MayWait<WorldEntry | NoWorld>
  /** What a call gets that names a world which is not here: one that another process has begun, or a new one, unless that is forbidden. */
  readonly absent: (name: string) => MayWait<WorldEntry | NoWorld>
}

/** What beginnings need. */
export interface BeginningsParts {
  readonly store: Store
  readonly kept: KeptWorlds
  /** Worlds that were dropped, which no call brings back. */
  readonly dropped: LatestTexts
  readonly sweep: () => MayWait<void>
  readonly recipeOf: (name: string) => Recipe
  readonly isExplicit: boolean
  readonly limit: number
}

/** The share of worlds that only the control plane can create. */
const RESERVED = 0.1

export function createBeginnings({ store, kept, dropped, sweep, ...parts }: BeginningsParts): Beginnings {
  const { recipeOf, isExplicit, limit } = parts
  const begun: Beginnings['begun'] = (name, cause, { recipe, contents }) =>
    after(store.begin(name, recipe, contents, cause), () => kept.get(name) ?? { kind: 'missing', world: name })
  const made: Beginnings['made'] = (name, cause, how) => {
    const most = mostFor(cause.why, limit)
    const lacksRoom = (): boolean => kept.get(name) === undefined && kept.count() > most
    const inRoom = (): MayWait<WorldEntry | NoWorld> =>
      lacksRoom() ? { kind: 'too-many', limit: most } : begun(name, cause, how)
    return lacksRoom() ? after(sweep(), inRoom) : inRoom()
  }
  const unknown = (name: string): MayWait<WorldEntry | NoWorld> => {
    // It always exists: if the store has lost it, it begins again.
    if (name === DEFAULT_WORLD) return begun(name, FIRST, { recipe: recipeOf(name) })
    if (dropped.has(name) || isExplicit) return { kind: dropped.has(name) ? 'dropped' : 'missing', world: name }
    return made(name, { kind: 'made', why: 'first use' }, { recipe: recipeOf(name) })
  }
  const absent = (name: string): MayWait<WorldEntry | NoWorld> =>
    store.refresh ? store.refresh().then(() => kept.get(name) ?? unknown(name)) : unknown(name)
  return { begun, made, absent }
}

/** Any local caller can use up the worlds created by calls; the holder of the token can still create some. */
const mostFor = (why: WorldCause['why'], limit: number): number =>
  why === 'first use' ? limit - Math.floor(limit * RESERVED) : limit
