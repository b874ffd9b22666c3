/** Events from several workers for one reader, in order. */
export interface EventQueue<T> extends AsyncIterable<T> {
  readonly put: (event: T) => void
  /** No more will come; what is queued is still read. */
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
