import { setTimeout as later } from 'node:timers/promises'
import { patience } from './patience.ts'

/** Waits until something holds; that it never does is an error. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + patience(60_000)
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`it never came about: ${holds.toString()}`)
    await later(5)
  }
}
