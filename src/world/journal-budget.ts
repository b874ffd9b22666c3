/** A journal, as far as its size goes. */
export interface Holder {
  /** Bytes that it holds. */
  readonly size: () => number
  /** Forgets its older half. */
  readonly halve: () => void
}

/** What the journals of a mock may hold together: a thousand worlds, each within its own bound, would still fill the memory. */
export interface JournalBudget {
  readonly join: (holder: Holder) => void
  readonly leave: (holder: Holder) => void
  /** Tells of bytes that were taken up, or given back (negative). Over the budget, the largest journals shrink. */
  readonly spend: (bytes: number) => void
}

const MAX_BYTES = 64 * 1024 * 1024

/** A budget that nobody has spent of. */
export function createJournalBudget(max: number = MAX_BYTES): JournalBudget {
  const holders = new Set<Holder>()
  const spent = { bytes: 0 }
  const relieve = (): void => {
    // Halving the largest is seldom needed twice in succession, and a thousand times never.
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
