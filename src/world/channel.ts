/** Tells whoever listens; whoever listens may stop. */
export interface Channel<T> {
  readonly publish: (event: T) => void
  /** Calls back for each event to come, until what it answers is called. */
  readonly subscribe: (listener: (event: T) => void) => () => void
}

/** A channel that nobody listens to yet. A listener that throws is the publisher's fault: none of ours does. */
export function createChannel<T>(): Channel<T> {
  const listeners = new Set<(event: T) => void>()
  return {
    publish(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
