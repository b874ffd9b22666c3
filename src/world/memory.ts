import type { Store } from './store.ts'
import type { World } from './world.ts'

/** Worlds in the memory of this process; each is made by `make` when first asked for. A change is one synchronous step. */
export function memoryStore(make: (name: string) => World): Store {
  const worlds = new Map<string, World>()
  const worldOf = (name: string): World => {
    const found = worlds.get(name)
    if (found) return found
    const world = make(name)
    worlds.set(name, world)
    return world
  }
  return {
    change(name, decide) {
      const world = worldOf(name)
      const { result, writes } = decide(world, world.make)
      world.write(writes)
      return result
    },
  }
}
