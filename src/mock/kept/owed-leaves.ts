import { StoreUnavailable, WorldGone } from '../../world/store.ts'

/** Seats to give up once the store can keep it: nobody else would ever do it. */
export interface OwedLeaves {
  readonly owe: (leave: () => unknown) => void
}

const RETRY_MS = 1_000

/**
 * Tries again every second while any are owed, in order. `later` calls back after milliseconds; what it calls rejects for a defect, which
 * holds up no other seat.
 */
export function createOwedLeaves(later: (ms: number, then: () => unknown) => void = byTimer): OwedLeaves {
  const owed: (() => unknown)[] = []
  const payLater = (): void => later(RETRY_MS, pay)
  const pay = async (): Promise<void> => {
    for (let leave = owed[0]; leave; leave = owed[0]) {
      try {
        await leave()
      } catch (fault) {
        if (fault instanceof StoreUnavailable) return payLater()
        // With its world, the seat is gone, too.
        if (!(fault instanceof WorldGone)) {
          owed.shift()
          if (owed.length > 0) payLater()
          throw fault
        }
      }
      owed.shift()
    }
  }
  return {
    owe(leave) {
      owed.push(leave)
      if (owed.length === 1) payLater()
    },
  }
}

function byTimer(ms: number, then: () => unknown): void {
  const timer = setTimeout(then, ms)
  // In a page, a timer is a number and keeps nothing alive.
  if (typeof timer === 'object') timer.unref()
}
