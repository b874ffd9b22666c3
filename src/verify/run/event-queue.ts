/** Passes events from several workers to one reader, in order. */
export interface EventQueue<T> extends AsyncIterable<T> {
  readonly put: (event: T) => void
  /** Ends the queue; events already in it are still read. */
  readonly end: () => void
}

/** An empty queue. */
export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = []
  let isEnded = false
  let wake = (): void => {}
  return {
    put(event) {
      waiting.push(event)
      wake()
    },
    end() {
      isEnded = true
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = waiting.shift()
        if (next !== undefined) yield next
        else if (isEnded) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
