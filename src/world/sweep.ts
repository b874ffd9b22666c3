import { after, type MayWait } from '../after.ts'
import type { KeptWorlds } from './kept-worlds.ts'
import type { Store } from './store.ts'
import { DEFAULT_WORLD } from './world-entry.ts'

/** Returns a function that ends the worlds which have been unused for `idleMs`: in a shared store, by all processes. */
export function createSweep(store: Store, kept: KeptWorlds, idleMs: number): () => MayWait<void> {
  return () => {
    const worlds = kept.list().filter(({ name }) => name !== DEFAULT_WORLD)
    const idle = namesOf(worlds.filter(({ usage }) => usage.isIdle()))
    const used = namesOf(worlds.filter(({ usage }) => usage.wasUsed()))
    return after(store.unused?.({ used, idle, idleMs }) ?? idle, (unused) =>
      allOf(unused.map((name) => store.end(name, 'idle'))),
    )
  }
}

const namesOf = (worlds: readonly { readonly name: string }[]): string[] => worlds.map(({ name }) => name)

/** Waits for those that wait. */
function allOf(done: readonly MayWait<void>[]): MayWait<void> {
  const waiting = done.filter((each) => each instanceof Promise)
  return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => undefined)
}
