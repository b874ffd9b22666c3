/** What is not answered yet, or goes on without end: all of it can be ended, so that a server can close. */
export interface OpenEnds {
  /** Adds a way to end something; what it answers takes it out again. */
  readonly add: (end: () => void) => () => void
  readonly endAll: () => void
}

/** Nothing open yet. */
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
