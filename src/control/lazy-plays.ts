import type { Core } from '../mock/core.ts'
import type { Plays } from '../scenario/plays.ts'

/** The playing scenarios of a mock, loaded on first use, since most mocks never play any. */
export interface LazyPlays {
  readonly get: () => Promise<Plays>
  /** Undefined if nothing has been played yet. */
  readonly ifAny: () => Promise<Plays> | undefined
  readonly endAll: () => void
}

/** Loads nothing yet. */
export function lazyPlays(core: Core): LazyPlays {
  let loaded: Promise<Plays> | undefined
  const load = async (): Promise<Plays> => (await import('../scenario/plays.ts')).createPlays(core)
  return {
    get: () => (loaded ??= load()),
    ifAny: () => loaded,
    endAll: () => void loaded?.then((plays) => plays.endAll()),
  }
}
