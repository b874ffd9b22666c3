import { Away } from '../redis/away.ts'

/** Tells people of data that the server had and has no more. */
export interface Losses {
  /** Says so once for each connection, since the server loses much at once. */
  readonly of: (what: string) => (had: number, has: number) => void
  /** A world can't be used, since what it began with is not there. */
  readonly unreadable: (name: string) => void
  /** The same, since its log is not there. */
  readonly withoutLog: (name: string) => void
  /** A call in the journal of a world can't be read. */
  readonly unreadableCall: (world: string, n: number) => void
  /** The journal of a world lacks a call, since it is damaged, or the server was away. Said once for each connection, too. */
  readonly unrecorded: (world: string, damage: string | null) => void
}

const WHY = 'was it restarted without "appendonly yes", emptied, or replaced by a copy that was behind?'

/** Writes lines by `onWarning`. */
export function createLosses(connection: () => number, onWarning: (line: string) => void): Losses {
  let [saidOn, unrecordedOn] = [0, -1]
  return {
    of: (what) => (had, has) => {
      if (saidOn === connection()) return
      saidOn = connection()
      onWarning(
        `The Redis server has lost data: ${what} ended at ${had}, and now ends at ${has}; ${WHY} Worlds go on from what is there, and their sockets are cut.`,
      )
    },
    unrecorded(world, damage) {
      if (unrecordedOn === connection()) return
      unrecordedOn = connection()
      onWarning(
        damage === null
          ? 'The Redis server went away, or declined, as calls were answered: their journals lack these calls.'
          : `The journal of the world ${world} lacks calls, until the world is reset: ${damage}.`,
      )
    },
    unreadableCall: (world, n) =>
      onWarning(
        `The data on the Redis server is damaged: call ${n} in the journal of the world ${world} can't be read. All else goes on.`,
      ),
    unreadable: (name) =>
      onWarning(
        `The world ${name} can't be used here: what it began with is not on the Redis server, or its seed is from another version of greenroom. To give it up: greenroom worlds drop ${name}.`,
      ),
    withoutLog: (name) =>
      onWarning(
        `The world ${name} can't be used: its log is gone from the Redis server; was it discarded for want of memory, or deleted? To give it up: greenroom worlds drop ${name}.`,
      ),
  }
}

/** Passes on faults other than that the server is away, after which everything is looked at again. */
export const unlessAway =
  (onFault: (fault: unknown) => void) =>
  (fault: unknown): void => {
    if (!(fault instanceof Away)) onFault(fault)
  }
