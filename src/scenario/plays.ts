import type { Scenario } from '../contract/model/scenario.ts'
import type { Core } from '../mock/core.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import type { Pace } from './pace.ts'
import { createPlay, type WorldPlay } from './play.ts'
import { createQueue } from './queue.ts'
import { realTimers, type Timers } from './timers.ts'

/** The playing scenarios of a mock: at most one per world. */
export interface Plays {
  /** Plays a scenario, replacing one that is playing in the world. Its subjects exist when this resolves. */
  readonly start: (world: WorldEntry, scenario: Scenario, pace: Pace) => Promise<WorldPlay>
  readonly of: (world: string) => WorldPlay | undefined
  /** Stops the scenario in a world and disconnects its guests; false if there is none. */
  readonly stop: (world: string) => Promise<boolean>
  /** Call it after a world's clock was moved from `before`; resolves when all steps now due have been played. */
  readonly clockMoved: (world: string, before: number) => Promise<void>
  /** Ends all of them at once. */
  readonly endAll: () => void
}

/** A play ends when its world is reset, replaced or dropped. */
export function createPlays(core: Core, timers: Timers = realTimers()): Plays {
  const plays = new Map<string, WorldPlay>()
  // If two start in one world, the later one plays.
  const inTurn = createQueue()
  const end = (world: string): void => {
    plays.get(world)?.end()
    plays.delete(world)
  }
  const unsubscribe = core.worlds.subscribe(({ kind, world }) => {
    if (kind !== 'changed') end(world)
  })
  const stop = async (world: string): Promise<boolean> => {
    const play = plays.get(world)
    plays.delete(world)
    await play?.stop()
    return play !== undefined
  }
  return {
    start: (world, scenario, pace) =>
      inTurn(async () => {
        await stop(world.name)
        const play = createPlay({ core, world, scenario }, pace, timers)
        plays.set(world.name, play)
        await play.begin().catch((fault: unknown) => {
          end(world.name)
          throw fault
        })
        return play
      }),
    of: (world) => plays.get(world),
    stop: (world) => inTurn(() => stop(world)),
    clockMoved: async (world, before) => plays.get(world)?.catchUp(before),
    endAll() {
      unsubscribe()
      for (const world of plays.keys()) end(world)
    },
  }
}
