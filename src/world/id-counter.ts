import type { IdKind } from '../domain/operation.ts'
import { idsOf } from './ids.ts'
import type { Contents } from './recipe.ts'

/** Creates the ids of a world. */
export interface IdCounter {
  readonly next: (kind: IdKind) => string
  /** Number of ids created so far, by kind. */
  readonly made: () => Contents['ids']
  /** Number of ids of a kind created so far. */
  readonly count: (kind: IdKind) => number
  /** The n-th id of a kind, from 0, without creating it. */
  readonly at: (kind: IdKind, n: number) => string
  /** Counts these as created, too. */
  readonly reach: (counts: Contents['ids']) => void
  /** Counts these as created, and no others. */
  readonly restore: (counts: Contents['ids']) => void
}

/** Continues after the ids already created. The n-th id of a kind depends only on the source. */
export function createIdCounter(source: string, begun: Contents['ids']): IdCounter {
  let made: { [Kind in IdKind]?: number } = { ...begun }
  const makers: { [Kind in IdKind]?: (n: number) => string } = {}
  const at = (kind: IdKind, n: number): string => (makers[kind] ??= idsOf(source, kind))(n)
  return {
    next(kind) {
      const n = made[kind] ?? 0
      made[kind] = n + 1
      return at(kind, n)
    },
    made: () => ({ ...made }),
    count: (kind) => made[kind] ?? 0,
    at,
    reach: (counts) => void Object.assign(made, counts),
    restore(counts) {
      made = { ...counts }
    },
  }
}
