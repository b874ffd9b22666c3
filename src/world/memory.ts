import { Fault } from '../fault.ts'
import type { Clock } from './clock.ts'
import type { Store } from './store.ts'
import { createWorld, type World } from './world.ts'

/** Keeps worlds in memory. `machine` is the clock behind running worlds. A change is one synchronous step. */
export function memoryStore(machine: Clock): Store {
  const worlds = new Map<string, World>()
  const worldOf = (name: string): World => {
    const found = worlds.get(name)
    if (found) return found
    throw new Fault(`the world ${name} does not exist in the store`, 'Call begin() before the first change.')
  }
  return {
    begin: (name, recipe, contents) => void worlds.set(name, createWorld(recipe, machine, contents)),
    change(name, decide) {
      const world = worldOf(name)
      const { result, writes } = decide(world, world.make)
      if (writes.length > 0) world.write(writes)
      return result
    },
    contents: (name) => worldOf(name).contents(),
    end: (name) => void worlds.delete(name),
  }
}
