import type { Core } from '../mock/core.ts'
import { toWorldName } from '../world/world-name.ts'
import type { NoWorld, WorldEntry } from '../world/worlds.ts'
import type { Answer } from '../mock/answer.ts'
import { unavailable, type ControlCall } from './handler.ts'
import type { LazyPlays } from './lazy-plays.ts'
import type { OpenEnds } from './open-ends.ts'

/** The mock that the control plane controls, and what is under way there. */
export interface ControlParts {
  readonly core: Core
  /** Scheme, host and port of the mock; asked for when it is needed, since ports may be chosen late. */
  readonly dataUrl: () => string
  /** A name for a world that was given none. */
  readonly newName: () => string
  /** Waits and streams that are under way. */
  readonly openEnds: OpenEnds
  /** Scenarios that play in worlds. */
  readonly plays: LazyPlays
}

/** Answers with a world that must be there already: nobody makes one by a slip of the pen. */
export const inWorld =
  (parts: ControlParts, answer: (world: WorldEntry, call: ControlCall) => Answer | Promise<Answer>) =>
  (call: ControlCall): Answer | Promise<Answer> => {
    const name = call.params['world'] ?? ''
    const world = parts.core.worlds.get(toWorldName(name) ?? '')
    if (!world) return noWorldHere({ kind: 'missing', world: name })
    parts.core.worlds.touch(world.name)
    return answer(world, call)
  }

/** 404 for a world that is not there, 503 where there are too many. */
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
        `There are ${missing.limit} worlds already. Drop those that are done with, or start the server with --max-worlds <number>.`,
      )
