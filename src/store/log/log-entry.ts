import type { Announcement } from '../../domain/announcement.ts'
import type { Write } from '../../domain/state.ts'
import type { Contents } from '../../world/recipe.ts'

/** A change of a world, as a log keeps it. A world is its recipe and its entries in order. */
export interface LogEntry {
  /** Consecutive in its world, from 1. */
  readonly n: number
  /** The machine's time of the decision; never earlier than that of the entry before. */
  readonly at: number
  /** The process that decided: seats of its sockets are released once it is gone. */
  readonly by: string
  readonly writes: readonly Write[]
  /** The number of ids of each kind that the world has created with this entry; only kinds that grew. */
  readonly ids: Contents['ids']
  readonly announces: readonly Announcement[]
  readonly isByHand: boolean
  readonly what: string | null
}
