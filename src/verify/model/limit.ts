import type { RateLimit } from '../../contract/model/face.ts'
import type { Received } from './exchange.ts'

/** How many calls of an operation a window allows. */
export interface Limit extends Pick<RateLimit, 'requests' | 'windowMs'> {
  /** The outcome of calls over the limit; null: the limit is used for pacing only, and no case is about it. */
  readonly outcome?: string | null
}

/** What a case needs from an operation's limit. */
export interface Need {
  /** How many of its calls count against the limit. */
  readonly calls: number
  /** Whether they must be the first in a window, since the case is about the limit itself. */
  readonly fresh: boolean
}

/** Permission to make some calls now. */
export interface Lease {
  /** Must be called with every answer, since answers reveal the state of the limit. */
  readonly answered: (operation: string, received: Received) => void
  readonly release: () => void
}

/** Keeps calls within the limits of a target. */
export interface Pacer {
  /** Waits until the calls fit; cases that need the same operation take turns. */
  readonly lease: (needs: ReadonlyMap<string, Need>) => Promise<Lease>
  /** Marks the window of an operation as full, after the target said so. */
  readonly full: (operation: string) => void
}
