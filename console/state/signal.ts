import { useEffect, useState } from 'preact/hooks'

/** A value that tells its listeners when it is set. */
export interface Signal<Value> {
  readonly get: () => Value
  readonly set: (value: Value) => void
  /** Returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void
}

export function createSignal<Value>(initial: Value): Signal<Value> {
  const listeners = new Set<() => void>()
  let current = initial
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The current value; the component renders again when it changes. */
export function useSignal<Value>(signal: Signal<Value>): Value {
  const [, render] = useState(0)
  const value = signal.get()
  useEffect(() => {
    const update = (): void => render((count) => count + 1)
    // It may have changed between rendering and subscribing.
    if (!Object.is(signal.get(), value)) update()
    return signal.subscribe(update)
  }, [signal])
  return value
}
