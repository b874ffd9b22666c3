import type { StreamLog } from '../redis/stream-log.ts'
import { damageIn } from './damage.ts'
import type { Directory, ListChange, Listed } from './directory.ts'
import type { Keys } from './keys.ts'
import type { LivingWorlds } from './living-worlds.ts'
import type { Replicated } from './replicated.ts'
import type { WorldData } from './world-data.ts'
import { Sealed } from './world-machine.ts'

/** Puts a world, or nothing, in the place of another. */
export interface Succession {
  /** Whether the list has changed: it has not if it is no longer as `fits` says. */
  readonly changed: (change: ListChange, fits: (now: Listed | undefined) => boolean) => Promise<boolean>
  /** Lets the list say what comes in the place of this world; false if it does already. */
  readonly follows: (old: Listed, next: ListChange) => Promise<boolean>
  /** Ends a world. Whether this has come in its place, rather than what another process wanted. */
  readonly replaced: (old: Listed, next: ListChange) => Promise<boolean>
  /** Removes what there is of a world, except for those who are behind. */
  readonly forget: (name: string, log: string) => Promise<void>
}

/** What a succession needs. */
export interface SuccessionParts {
  readonly directory: Directory
  readonly list: Replicated
  readonly roster: LivingWorlds
  readonly data: WorldData
  readonly keys: Keys
  readonly logAt: (key: string) => StreamLog
}

/** How long a process that is behind can find out what has become of a world's log. */
const SEALED_MS = 600_000

/**
 * A world's log ends with what comes in its place, and the list follows: the first who finds the end sees to that, so that nobody can
 * act in a world that another one has replaced.
 */
export function createSuccession({ directory, list, roster, data, keys, logAt }: SuccessionParts): Succession {
  const changed: Succession['changed'] = async (change, fits) => {
    let isChanged = false
    await list.change(() => {
      isChanged = fits(directory.worlds().get(change.name))
      return isChanged ? [directory.attempt(change)] : []
    })
    await roster.settled()
    return isChanged
  }
  const follows: Succession['follows'] = ({ log }, next) => changed(next, (now) => now?.log === log)
  const forget: Succession['forget'] = async (name, log) => {
    await Promise.all([logAt(keys.log(name, log)).expire(SEALED_MS), data.expire(name, log, SEALED_MS)])
  }
  const replaced: Succession['replaced'] = async (old, next) => {
    const living = roster.get(old.name)
    // One that can't be read can't be ended in its log.
    if (living?.listed.log !== old.log) return follows(old, next)
    try {
      await living.seal(next)
    } catch (fault) {
      if (fault instanceof Sealed) {
        await follows(old, fault.next)
        return false
      }
      if (damageIn(fault) === null) throw fault
    }
    await follows(old, next)
    await forget(old.name, old.log)
    return true
  }
  return { changed, follows, replaced, forget }
}
