/** Pending answers and endless streams, which a server must end before it can close. */
export interface OpenEnds {
  /** Registers a function that ends something; returns one that unregisters it. */
  readonly add: (end: () => void) => () => void
  readonly endAll: () => void
}

export function createOpenEnds(): OpenEnds {
  const ends = new Set<() => void>()
  return {
    add(end) {
      ends.add(end)
      return () => void ends.delete(end)
    },
    endAll() {
      for (const end of ends) end()
    },
  }
}
