import type { IdKind } from '../domain/operation.ts'
import { idsOf } from './ids.ts'
import type { Contents } from './recipe.ts'

/** Creates the ids of a world. */
export interface IdCounter {
  readonly next: (kind: IdKind) => string
  /** Number of ids created so far, by kind. */
  readonly made: () => Contents['ids']
}

/** Continues after the ids already created. The n-th id of a kind depends only on the source. */
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
