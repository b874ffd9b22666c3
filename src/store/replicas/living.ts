import type { Contents } from '../../world/recipe.ts'
import type { Announced, Decide, StoredWorld } from '../../world/store.ts'
import type { WorldHost } from '../../world/world.ts'
import { Damaged } from '../log/damaged.ts'
import type { LogEntry } from '../log/log-entry.ts'
import { begunWith, createLoggedWorld } from '../log/logged-world.ts'
import { readSnapshotText, toSnapshotText } from '../log/snapshot-text.ts'
import type { SocketSeat } from '../log/socket-seats.ts'
import type { Follower } from '../redis/follower.ts'
import type { StreamLog } from '../redis/stream-log.ts'
import type { ListChange, Listed } from './directory.ts'
import type { Link } from './link.ts'
import { createReplicated } from './replicated.ts'
import { createWorldMachine } from './world-machine.ts'

/** A world that exists, as this process takes part in it. */
export interface Living {
  readonly listed: Listed
  readonly stored: StoredWorld
  /** Throws `Sealed` if its log has ended, and `Damaged`. */
  readonly change: <Result>(decide: Decide<Result>) => Promise<Result>
  /** Ends its log, and says what comes in its place. */
  readonly seal: (next: ListChange) => Promise<void>
  readonly contents: () => Promise<Contents>
  /** The seats of sockets, as far as this process knows; none before it has taken part. */
  readonly seats: () => readonly SocketSeat[]
  /** Takes note at once of what others change, until the returned function is called as often as this one. */
  readonly follow: () => () => void
  /** Looks again, if it has taken part. */
  readonly catchUp: () => Promise<void>
}

/** What a living world needs, and whom it tells. */
export interface LivingParts {
  readonly listed: Listed
  readonly stored: StoredWorld
  readonly log: StreamLog
  readonly link: Link
  readonly host: WorldHost
  readonly follower: Follower
  readonly tell: (announced: Announced) => void
  readonly onJump: () => void
  readonly onLost: (had: number, has: number) => void
  readonly onFault: (fault: unknown) => void
}

/** Reads nothing before it is used. */
export function createLiving(parts: LivingParts): Living {
  const { listed, stored, log, link, host, follower } = parts
  const { name } = listed
  const machine = createWorldMachine({
    logged: (from) => createLoggedWorld(stored.recipe, host, link.writer, from),
    begun: begunWith(stored.contents),
    toText: toSnapshotText,
    readText: readSnapshotText,
    name,
    onEntry(entry, seats) {
      const { announces, isByHand, what } = entry
      if (announces.length === 0 && what === null) return
      parts.tell({ world: name, announces, isByHand, what, unseated: unseatedBy(entry, seats, link.writer) })
    },
    onJump: parts.onJump,
    onLost: parts.onLost,
  })
  const replicated = createReplicated({ log, machine, link, onFault: parts.onFault })
  let isOpen = false
  let followers = 0
  let unfollow = (): void => {}
  return {
    listed,
    stored,
    change(decide) {
      isOpen = true
      return replicated.decide(() => machine.decide(decide))
    },
    seal: (next) => replicated.change(() => machine.seal(next), true),
    contents() {
      isOpen = true
      return replicated.decide(() => ({ result: machine.contents(), lines: [] }))
    },
    seats: () => (isOpen ? machine.world().seats() : []),
    follow() {
      if (followers++ === 0) {
        isOpen = true
        unfollow = follower.follow(log.key, `${replicated.n()}-0`, replicated.hear)
      }
      let isFollowing = true
      return () => {
        if (isFollowing && --followers === 0) unfollow()
        isFollowing = false
      }
    },
    catchUp: async () => {
      if (isOpen) await replicated.catchUp()
    },
  }
}

/** A world of which nobody can read what it began with. All that is asked of it fails; it can be ended, and replaced. */
export function unreadableWorld(listed: Listed, stored: StoredWorld): Living {
  const fail = (): Promise<never> => Promise.reject(new Damaged(unreadableText(listed.name)))
  return {
    listed,
    stored,
    change: fail,
    seal: fail,
    contents: fail,
    seats: () => [],
    follow: () => () => {},
    catchUp: async () => {},
  }
}

/** Why such a world can't be used. */
export const unreadableText = (name: string): string =>
  `the world ${name} is damaged: what it began with is not on the Redis server, or its seed is from another version of greenroom`

/**
 * Seats of sockets here that another process gave up, as it does for a process that seems dead: the sockets don't know. Seats
 * lost in another way are lost for a reason, which is told.
 */
function unseatedBy({ by, announces }: LogEntry, seats: readonly SocketSeat[], here: string): readonly string[] {
  if (by === here) return NONE
  const gone = announces.flatMap((told) => (told.kind === 'left' && told.reason === null ? [told.participant.id] : []))
  if (gone.length === 0) return NONE
  return seats.filter((seat) => seat.by === here && gone.includes(seat.participantId)).map(({ socketId }) => socketId)
}

const NONE: readonly string[] = []
