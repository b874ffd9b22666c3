import { Fault } from '../fault.ts'
import { createChannel } from './channel.ts'
import type { Clock } from './clock.ts'
import { createJournal } from './journal.ts'
import {
  generationAfter,
  MADE,
  type Announced,
  type WorldCause,
  type Store,
  type StoredWorld,
  type WorldLife,
} from './store.ts'
import { createWorld, type World } from './world.ts'

/** A world in memory. */
interface Held {
  readonly stored: StoredWorld
  readonly world: World
}

/**
 * Keeps worlds in memory, each with at most about `mostBytes` of rows. `machine` is the clock behind running worlds. A change is one
 * synchronous step.
 */
export function memoryStore(machine: Clock, mostBytes: number): Store {
  const worlds = new Map<string, Held>()
  const announced = createChannel<Announced>()
  const lives = createChannel<WorldLife>()
  let generations = 0
  const worldOf = (name: string): World => {
    const found = worlds.get(name)
    if (found) return found.world
    throw new Fault(`the world ${name} does not exist in the store`, 'Call begin() before the first change.')
  }
  const generationOf = (name: string, cause: WorldCause): number => {
    const generation = generationAfter(generations, worlds.get(name)?.stored.generation, cause)
    generations = Math.max(generations, generation)
    return generation
  }
  return {
    place: 'memory',
    worlds: () => [...worlds.values()].map(({ stored }) => stored),
    dropped: () => [],
    begin(name, recipe, contents, cause = MADE) {
      const stored = { name, recipe, contents, generation: generationOf(name, cause) }
      worlds.set(name, { stored, world: createWorld(recipe, { machine, mostBytes }, contents) })
      lives.publish({ kind: 'begun', world: stored, cause })
    },
    change(name, decide) {
      const world = worldOf(name)
      const { result, writes, announces, isByHand = false, what = null } = decide(world, world.make)
      if (writes.length > 0) world.write(writes)
      if ((announces !== undefined && announces.length > 0) || what !== null)
        announced.publish({ world: name, announces: announces ?? [], isByHand, what })
      return result
    },
    contents: (name) => worldOf(name).contents(),
    end(name, why = 'asked') {
      if (worlds.delete(name)) lives.publish({ kind: 'ended', world: name, why })
    },
    announced: announced.subscribe,
    lives: lives.subscribe,
    // Sockets do not outlive the process, and neither does this store.
    abandoned: () => {},
    journal: (_, budget) => createJournal(budget),
    health: () => ({ isReady: true }),
    close: () => {},
  }
}
