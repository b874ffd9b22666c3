import type { IdKind } from '../domain/operation.ts'
import { idsOf } from './ids.ts'
import type { Contents } from './recipe.ts'

/** Makes the ids of a world, kind by kind. */
export interface IdCounter {
  /** The next id of a kind. */
  readonly next: (kind: IdKind) => string
  /** How many there are of each kind. */
  readonly made: () => Contents['ids']
}

/** Goes on from how many ids there are. The n-th of a kind is the same for the same source, whatever else happens. */
export function createIdCounter(source: string, begun: Contents['ids']): IdCounter {
  const made: { [Kind in IdKind]?: number } = { ...begun }
  const makers: { [Kind in IdKind]?: (n: number) => string } = {}
  return {
    next(kind) {
      const n = made[kind] ?? 0
      made[kind] = n + 1
      return (makers[kind] ??= idsOf(source, kind))(n)
    },
    made: () => ({ ...made }),
  }
}
