import type { Scenario } from '../contract/model/scenario.ts'
import type { Core } from '../mock/core.ts'
import type { WorldEntry } from '../world/worlds.ts'
import type { Pace } from './pace.ts'
import { createPlay, type Play } from './play.ts'
import { createQueue } from './queue.ts'
import { realTimers, type Timers } from './timers.ts'

/** What plays in the worlds of a mock: one scenario in each, at the most. */
export interface Plays {
  /** Plays a scenario, in place of one that plays in the world. Its subjects are there when this resolves. */
  readonly start: (world: WorldEntry, scenario: Scenario, pace: Pace) => Promise<Play>
  readonly of: (world: string) => Play | undefined
  /** Ends what plays in a world; its guests disconnect. False: nothing does. */
  readonly stop: (world: string) => Promise<boolean>
  /** The clock of a world was moved from `before`: what has become due is played when this resolves. */
  readonly clockMoved: (world: string, before: number) => Promise<void>
  /** Ends everything at once. */
  readonly endAll: () => void
}

/** Nothing plays yet. A play ends with its world, and when that begins anew. */
export function createPlays(core: Core, timers: Timers = realTimers()): Plays {
  const plays = new Map<string, Play>()
  // Of two that are to start in one world, the later one plays.
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
        await play.begin()
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
