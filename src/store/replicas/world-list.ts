import { WorldGone, type WorldCause } from '../../world/store.ts'
import { toBatchText } from './batch.ts'
import { createDirectory, type Listed } from './directory.ts'
import type { Keys } from './keys.ts'
import { ListDamaged, orListDamaged } from './damage.ts'
import type { Living } from './living.ts'
import type { Link } from './link.ts'
import { createReplicated, type Replicated } from './replicated.ts'
import { createLivingWorlds, type LivingWorlds, type LivingWorldsParts } from './living-worlds.ts'
import { createSuccession } from './succession.ts'
import type { Begun, WorldData } from './world-data.ts'
import { BORN } from './seal.ts'
import { Sealed, Unborn } from './world-machine.ts'
import type { StreamLog } from '../redis/stream-log.ts'

/** The worlds that all processes share: begins, ends and finds them. */
export interface WorldList {
  readonly list: Replicated
  readonly roster: LivingWorlds
  readonly dropped: () => readonly string[]
  /** Takes note of all that has begun and ended by now. */
  readonly refresh: () => Promise<void>
  /** Whether it has begun: on first use, not if another one has, or if it was dropped. */
  readonly begin: (name: string, begun: Begun, cause: WorldCause) => Promise<boolean>
  readonly end: (name: string, why: 'asked' | 'idle') => Promise<void>
  /** Those whose logs are gone, so that nobody can use them. */
  readonly withoutLog: () => Promise<readonly Listed[]>
  /** Does work in the world of this name, or the one that has come in its place. Throws `WorldGone` if there is none. */
  readonly within: <Result>(name: string, work: (living: Living) => Promise<Result>) => Promise<Result>
}

/** What a list of worlds needs. */
export interface WorldListParts extends Omit<LivingWorldsParts, 'data' | 'isListed'> {
  readonly data: WorldData
  readonly link: Link
  readonly keys: Keys
  readonly logAt: (key: string) => StreamLog
  readonly listLog: StreamLog
  readonly onLost: (had: number, has: number) => void
}

/** Knows of no world before it is refreshed. */
export function createWorldList(parts: WorldListParts): WorldList {
  const { data, link, keys, logAt, onFault } = parts
  const directory = createDirectory({ onListing: (listing) => roster.take(listing), onLost: parts.onLost })
  const roster = createLivingWorlds({ ...parts, isListed: directory.has })
  const replicated = createReplicated({ log: parts.listLog, machine: directory, link, onFault })
  // Whether it could be read the last time: else no world is used, though what is kept of it may be whole.
  let isWhole = true
  const onList = async (work: () => Promise<void>): Promise<void> => {
    try {
      await orListDamaged(keys, work)
      isWhole = true
    } catch (fault) {
      if (fault instanceof ListDamaged) isWhole = false
      throw fault
    }
  }
  const list: Replicated = {
    ...replicated,
    change: (...change) => onList(() => replicated.change(...change)),
    catchUp: () => onList(replicated.catchUp),
  }
  const { changed, follows, replaced, forget } = createSuccession({ ...parts, directory, list, roster })
  let births = 0
  /** The one that has begun instead may be on its way only: it is there once the list is known to have it. */
  const notWanted = async (): Promise<false> => {
    await refresh()
    return false
  }
  const refresh = async (): Promise<void> => {
    await list.catchUp()
    await roster.settled()
  }
  /** The log of a world is forgotten a while after its end, which this process may not know of. */
  const hasEnded = async (living: Living): Promise<boolean> => {
    await refresh()
    return roster.get(living.listed.name) !== living
  }
  const bear = async (name: string, begun: Begun): Promise<string> => {
    const log = `${link.writer}-${++births}`
    roster.expect(log, begun)
    await data.put(name, log, begun)
    await logAt(keys.log(name, log)).append(1, toBatchText({ mark: `${link.writer} born`, lines: [BORN] }))
    return log
  }
  return {
    list,
    roster,
    dropped: directory.dropped,
    refresh,
    withoutLog: () => data.withoutLog(roster.all().map(({ listed }) => listed)),
    async begin(name, begun, cause) {
      const isWanted = (now: Listed | undefined): boolean =>
        cause.why === 'asked' || (now === undefined && !directory.dropped().includes(name))
      await refresh()
      if (!isWanted(directory.worlds().get(name))) return notWanted()
      const change = { is: 'begun', name, log: await bear(name, begun), cause } as const
      for (let old = directory.worlds().get(name); isWanted(old); old = directory.worlds().get(name)) {
        const isDone = old ? replaced(old, change) : changed(change, (now) => now === undefined && isWanted(now))
        if (await isDone) return true
      }
      await forget(name, change.log)
      return notWanted()
    },
    async end(name, why) {
      await refresh()
      for (let old = directory.worlds().get(name); old; old = directory.worlds().get(name))
        if ((await replaced(old, { is: 'ended', name, why })) || why === 'idle') return
    },
    async within(name, work) {
      if (!isWhole) await refresh()
      for (let living = roster.get(name); living; living = roster.get(name))
        try {
          return await work(living)
        } catch (fault) {
          if (fault instanceof Sealed) await follows(living.listed, fault.next)
          else if (!(fault instanceof Unborn && (await hasEnded(living)))) throw fault
        }
      throw new WorldGone(name)
    },
  }
}
