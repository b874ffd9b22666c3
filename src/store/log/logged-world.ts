import type { IdKind, Make } from '../../domain/operation.ts'
import type { Announcement } from '../../domain/announcement.ts'
import type { Write } from '../../domain/state.ts'
import { trustedBy, type Contents, type Recipe } from '../../world/recipe.ts'
import type { Decide } from '../../world/store.ts'
import { createWorld, type World, type WorldHost } from '../../world/world.ts'
import type { LogEntry } from './log-entry.ts'
import { createSocketSeats, type SocketSeat } from './socket-seats.ts'

/** The state of a world after an entry; it stands for all entries up to that one. */
export interface WorldSnapshot {
  /** The number of that entry; 0 for a world that just began. */
  readonly n: number
  /** The machine's time of that entry. */
  readonly at: number
  readonly contents: Contents | undefined
  readonly seats: readonly SocketSeat[]
}

/** A decision that has changed nothing yet. */
export interface Draft<Result> {
  readonly result: Result
  /** The entry that would change the world; null if the decision changes nothing. */
  readonly entry: LogEntry | null
}

/** A world whose changes are entries of a log: decides on entries, and applies them. Keeps nothing itself. */
export interface LoggedWorld {
  /** For encoding entries against current rows. */
  readonly world: World
  /** The number of the last applied entry. */
  readonly n: () => number
  /** Decides on the current state. Without an effect, even on ids: it may be called again after other entries. */
  readonly draft: <Result>(decide: Decide<Result>) => Draft<Result>
  /** Applies the next entry. Throws if its number is not the next one. */
  readonly apply: (entry: LogEntry) => void
  /** Applies it, too, until `undo`: for entries that are not in the log yet. Seats follow with `confirm`. */
  readonly attempt: (entry: LogEntry) => void
  /** What was attempted stays. */
  readonly confirm: () => void
  /** Takes back what was attempted since the last `confirm`. */
  readonly undo: () => void
  /** The current state. */
  readonly snapshot: () => WorldSnapshot
  readonly seats: () => readonly SocketSeat[]
}

/** A world that has just begun with this state. */
export const begunWith = (contents: Contents | undefined): WorldSnapshot => ({ n: 0, at: 0, contents, seats: [] })

/** Continues from a snapshot. `by` is the process that decides here. */
export function createLoggedWorld(recipe: Recipe, host: WorldHost, by: string, from: WorldSnapshot): LoggedWorld {
  let { n, at } = from
  // One time for all processes: none decides earlier than what was decided before.
  const machine = { now: () => Math.max(host.machine.now(), at) }
  const seats = createSocketSeats(from.seats)
  const contents = from.contents && trustedBy(from.contents, recipe.settings.trust)
  const world = createWorld(recipe, { ...host, machine }, contents)
  const attempted: Attempted[] = []
  const follows = (entry: LogEntry): void => {
    if (entry.n !== n + 1) throw new Error(`entry ${entry.n} follows entry ${n}`)
    n = entry.n
    at = Math.max(at, entry.at)
  }
  return {
    world,
    n: () => n,
    draft(decide) {
      const make = draftMake(world)
      const { result, writes, announces = NOTHING, isByHand = false, what = null } = decide(world, make)
      const ids = make.taken()
      if (writes.length === 0 && ids === null && announces.length === 0 && what === null) return { result, entry: null }
      const told = { announces, isByHand, what }
      return { result, entry: { n: n + 1, at: machine.now(), by, writes, ids: ids ?? NO_IDS, ...told } }
    },
    apply(entry) {
      follows(entry)
      world.ids.reach(entry.ids)
      if (entry.writes.length > 0) world.write(withTrust(entry.writes, recipe))
      seats.follow(entry)
    },
    attempt(entry) {
      const before = { n, at, ids: world.ids.made() }
      follows(entry)
      world.ids.reach(entry.ids)
      const writes = withTrust(entry.writes, recipe)
      attempted.push({ entry, before, undo: world.attempt(writes) })
    },
    confirm() {
      for (const { entry } of attempted.splice(0)) seats.follow(entry)
    },
    undo() {
      const [first] = attempted
      for (const { undo } of attempted.splice(0).toReversed()) undo()
      if (first === undefined) return
      n = first.before.n
      at = first.before.at
      world.ids.restore(first.before.ids)
    },
    snapshot: () => ({ n, at, contents: world.contents(), seats: seats.list() }),
    seats: seats.list,
  }
}

/** An entry that may be taken back, and how. */
interface Attempted {
  readonly entry: LogEntry
  /** What was before it. */
  readonly before: Pick<WorldSnapshot, 'n' | 'at'> & Pick<Contents, 'ids'>
  readonly undo: () => void
}

const NOTHING: readonly Announcement[] = []
const NO_IDS: Contents['ids'] = {}

interface DraftMake extends Make {
  /** The numbers of ids after this decision, of the kinds it made; null if it made none. */
  readonly taken: () => Contents['ids'] | null
}

/** Makes the next ids without counting them. */
function draftMake({ ids, make: { now, isoText } }: World): DraftMake {
  let taken: { [Kind in IdKind]?: number } | null = null
  return {
    now,
    isoText,
    id(kind) {
      taken ??= {}
      const n = taken[kind] ?? ids.count(kind)
      taken[kind] = n + 1
      return ids.at(kind, n)
    },
    taken: () => taken,
  }
}

/** Whom a world trusts is decided by the server that runs it, not by the one that wrote the entry. */
const withTrust = (writes: readonly Write[], { settings: { trust } }: Recipe): readonly Write[] =>
  writes.some(({ table }) => table === 'settings') ? writes.map((write) => trusting(write, trust)) : writes

const trusting = (write: Write, trust: string | null): Write =>
  write.table === 'settings' && write.value !== null ? { ...write, value: { ...write.value, trust } } : write
