import type { WorldCause, WorldLife } from '../../world/store.ts'
import { Away } from '../redis/away.ts'
import { damageIn } from './damage.ts'
import type { Listed, Listing } from './directory.ts'
import type { Living } from './living.ts'
import type { Begun, WorldData } from './world-data.ts'

/** The living worlds of this process: follows the list of all worlds. */
export interface LivingWorlds {
  readonly get: (name: string) => Living | undefined
  readonly all: () => Living[]
  /** Takes note of a listing. Its world lives, and all are told, when `settled` has resolved. */
  readonly take: (listing: Listing) => void
  readonly settled: () => Promise<void>
  /** Says what a world began with, so that it need not be read. */
  readonly expect: (log: string, begun: Begun) => void
}

/** What it needs. */
export interface LivingWorldsParts {
  readonly data: WorldData
  /** Whether it is listed by now: what one that has ended since began with may be gone. */
  readonly isListed: (listed: Listed) => boolean
  /** `onJump` tells that its state has jumped, unless the world has ended meanwhile. */
  readonly toLiving: (listed: Listed, begun: Begun, onJump: () => void) => Living
  /** Takes the place of one of which nobody can read what it began with: it can only end. */
  readonly toUnreadable: (listed: Listed) => Living
  readonly tell: (life: WorldLife) => void
  /** A listed world can't be read: nobody can use it here. */
  readonly onUnreadable: (name: string) => void
  /** Resolves once it makes sense to read again, however long it takes; never at once, so that nothing else has to wait. */
  readonly returned: () => Promise<void>
  readonly onFault: (fault: unknown) => void
}

/** Starts without worlds. */
export function createLivingWorlds({
  data,
  isListed,
  toLiving,
  toUnreadable,
  tell,
  onUnreadable,
  returned,
  onFault,
}: LivingWorldsParts): LivingWorlds {
  const living = new Map<string, Living>()
  const expected = new Map<string, Begun>()
  let last = Promise.resolve()
  const begin = async ({ name, log }: Listed): Promise<Begun | null> => {
    const known = expected.get(log)
    expected.delete(log)
    if (known) return known
    for (;;)
      try {
        return await data.get(name, log)
      } catch (fault) {
        if (damageIn(fault) !== null) return null
        if (!(fault instanceof Away)) throw fault
        await returned()
      }
  }
  const readable = (listed: Listed, begun: Begun): Living => {
    const each: Living = toLiving(listed, begun, () => {
      // The list may have noticed first that the server has lost it: then nothing goes on under this name.
      if (living.get(listed.name) === each) tell({ kind: 'begun', world: each.stored, cause: JUMPED })
    })
    return each
  }
  /** Undefined for one that has ended since. All news that came together are listed first. */
  const beginListed = (listed: Listed): Promise<Begun | null | undefined> =>
    Promise.resolve().then(() => (isListed(listed) ? begin(listed) : undefined))
  const carryOut = async (listing: Listing, begun: Promise<Begun | null | undefined>): Promise<void> => {
    const { name } = listing.world
    if (listing.is === 'ended') {
      if (living.delete(name)) tell({ kind: 'ended', world: name, why: listing.why })
      return
    }
    const found = await begun
    if (found === undefined) return
    if (!found) onUnreadable(name)
    const each = found ? readable(listing.world, found) : toUnreadable(listing.world)
    living.set(name, each)
    tell({ kind: 'begun', world: each.stored, cause: listing.cause })
  }
  return {
    get: (name) => living.get(name),
    all: () => [...living.values()],
    take(listing) {
      const begun = listing.is === 'begun' ? beginListed(listing.world) : Promise.resolve(null)
      // Reported in its turn.
      begun.catch(() => undefined)
      last = last.then(() => carryOut(listing, begun)).catch(onFault)
    },
    settled: () => last,
    expect: (log, begun) => void expected.set(log, begun),
  }
}

/** To sockets, as if the server had restarted. */
const JUMPED: WorldCause = {
  kind: 'reset',
  why: 'asked',
  because: 'This world has gone on elsewhere without this server, or its data was lost. Connect and join again.',
}
