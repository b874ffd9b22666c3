import type { RateLimit } from '../../contract/model/face.ts'
import type { Received } from './exchange.ts'

/** How many calls an operation takes in a window. */
export interface Limit extends Pick<RateLimit, 'requests' | 'windowMs'> {
  /** What is answered to those who go over it; null: used for pacing only, and no case is about it. */
  readonly outcome?: string | null
}

/** What a case needs of an operation's limit. */
export interface Need {
  /** How many of its calls spend the limit. */
  readonly calls: number
  /** Whether they must come first in a window, since the case is about the limit itself. */
  readonly fresh: boolean
}

/** Permission to make some calls now. */
export interface Lease {
  /** Must be told every answer, since answers reveal the state of the limit. */
  readonly answered: (operation: string, received: Received) => void
  readonly release: () => void
}

/** Keeps calls under the limits of a target. */
export interface Pacer {
  /** Waits until the calls fit; cases that need the same operation take turns. */
  readonly lease: (needs: ReadonlyMap<string, Need>) => Promise<Lease>
  /** Counts the window of an operation as full: the target has just said so. */
  readonly full: (operation: string) => void
}
