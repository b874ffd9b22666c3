/** A journal that the budget can shrink. */
export interface Holder {
  /** Its size in bytes. */
  readonly size: () => number
  /** Discards its older half. */
  readonly halve: () => void
}

/** A shared size limit for all journals of a mock: a thousand journals within their own limits could still fill the memory. */
export interface JournalBudget {
  readonly join: (holder: Holder) => void
  readonly leave: (holder: Holder) => void
  /** Reports bytes added or (if negative) removed. Over the budget, the largest journals are halved. */
  readonly spend: (bytes: number) => void
}

const MAX_BYTES = 64 * 1024 * 1024

export function createJournalBudget(max: number = MAX_BYTES): JournalBudget {
  const holders = new Set<Holder>()
  const spent = { bytes: 0 }
  const relieve = (): void => {
    // One halving usually suffices; the bound only guarantees an end.
    for (let turn = 0; spent.bytes > max && turn < 1000; turn++) largestOf(holders)?.halve()
  }
  return {
    join: (holder) => void holders.add(holder),
    leave: (holder) => void holders.delete(holder),
    spend(bytes) {
      spent.bytes += bytes
      if (spent.bytes > max) relieve()
    },
  }
}

function largestOf(holders: Iterable<Holder>): Holder | undefined {
  let largest: Holder | undefined
  for (const holder of holders) if (!largest || holder.size() > largest.size()) largest = holder
  return largest
}
