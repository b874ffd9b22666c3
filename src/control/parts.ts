import type { Core } from '../mock/core.ts'
import { toWorldName } from '../world/world-name.ts'
import type { NoWorld, WorldEntry } from '../world/world-entry.ts'
import type { Answer } from '../mock/answer.ts'
import { fullWorld } from '../mock/no-world.ts'
import { unavailable, type ControlCall } from './handler.ts'
import type { LazyPlays } from './lazy-plays.ts'
import type { OpenEnds } from './open-ends.ts'
import type { SeatWays } from './views/seat-ways.ts'

/** The controlled mock, and the activities in progress. */
export interface ControlParts {
  readonly core: Core
  /** Scheme, host and port of the mock; a function, since the port may not be known yet. */
  readonly dataUrl: () => string
  /** Returns a name for a world created without one. */
  readonly newName: () => string
  /** Pending waits and streams. */
  readonly openEnds: OpenEnds
  /** Playing scenarios. */
  readonly plays: LazyPlays
  /** How seats were taken. */
  readonly ways: SeatWays
}

/** Passes an existing world to a handler; never creates one, so that a typo gives a 404. */
export const inWorld =
  (parts: ControlParts, answer: (world: WorldEntry, call: ControlCall) => Answer | Promise<Answer>) =>
  (call: ControlCall): Answer | Promise<Answer> => {
    const name = call.params['world'] ?? ''
    const world = parts.core.worlds.get(toWorldName(name) ?? '')
    if (!world) return noWorldHere({ kind: 'missing', world: name })
    parts.core.worlds.touch(world.name)
    return answer(world, call)
  }

/** The same for a handler that adds rows: 409 if the world is full. */
export const inWorldWithSpace = (
  parts: ControlParts,
  answer: (world: WorldEntry, call: ControlCall) => Answer | Promise<Answer>,
): ((call: ControlCall) => Answer | Promise<Answer>) =>
  inWorld(parts, async (world, call) => {
    const isFull = await parts.core.store.change(world.name, (state) => ({ result: state.isFull, writes: [] }))
    return isFull ? fullWorld(world.name, 409) : answer(world, call)
  })

/** 404 for a missing world, 503 for too many worlds. */
export const noWorldHere = (missing: NoWorld): Answer =>
  missing.kind !== 'too-many'
    ? unavailable(
        404,
        'No such world',
        `There is no world ${JSON.stringify(missing.world.slice(0, 80))}. Make it first.`,
      )
    : unavailable(
        503,
        'Too many worlds',
        `The maximum of ${missing.limit} worlds is reached. Drop those you no longer need, or start the server with --max-worlds <number>.`,
      )
