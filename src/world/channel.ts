/** Publishes events to its subscribers. */
export interface Channel<T> {
  readonly publish: (event: T) => void
  /** Returns a function that unsubscribes. */
  readonly subscribe: (listener: (event: T) => void) => () => void
}

/** Listeners must not throw: the error would reach the publisher. */
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
