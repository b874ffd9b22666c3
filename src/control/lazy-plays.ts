import type { Core } from '../mock/core.ts'
import type { Plays } from '../scenario/plays.ts'

/** What plays in the worlds of a mock, loaded when it is first wanted: most mocks never play anything. */
export interface LazyPlays {
  readonly get: () => Promise<Plays>
  /** Undefined: nothing has ever played. */
  readonly ifAny: () => Promise<Plays> | undefined
  readonly endAll: () => void
}

/** Plays to come. */
export function lazyPlays(core: Core): LazyPlays {
  let loaded: Promise<Plays> | undefined
  const load = async (): Promise<Plays> => (await import('../scenario/plays.ts')).createPlays(core)
  return {
    get: () => (loaded ??= load()),
    ifAny: () => loaded,
    endAll: () => void loaded?.then((plays) => plays.endAll()),
  }
}
