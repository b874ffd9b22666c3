import type { RateLimit } from '../../contract/model/face.ts'
import type { Received } from './exchange.ts'

/** How many calls an operation takes in a window. */
export interface Limit extends Pick<RateLimit, 'requests' | 'windowMs'> {
  /** False: known for pacing only, so that no case is about it. */
  readonly enforced?: boolean
}

/** What a case needs of an operation's limit. */
export interface Need {
  /** How many of its calls spend the limit. */
  readonly calls: number
  /** Whether they must be the first ones of a window, since the case is about the limit itself. */
  readonly fresh: boolean
}

/** The right to make some calls now. */
export interface Lease {
  /** To be told of every answer, for what it says of the limit. */
  readonly answered: (operation: string, received: Received) => void
  readonly release: () => void
}

/** Keeps calls under the limits of a target. */
export interface Pacer {
  /** Waits until the calls fit; cases that need one operation come one after the other. */
  readonly lease: (needs: ReadonlyMap<string, Need>) => Promise<Lease>
  /** Fills the window of an operation: the target has just said that it is full. */
  readonly full: (operation: string) => void
}
