import type { Announcement } from '../domain/announcement.ts'
import type { HeldSeat, Make } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'
import { Fault } from '../fault.ts'
import type { Channel } from './channel.ts'
import type { JournalBudget } from './journal-budget.ts'
import type { Journal } from './journal.ts'
import type { Contents, Recipe } from './recipe.ts'

/** The outcome of a decision: a result for the caller, rows to write, and what others hear of it. */
export interface Decision<Result> {
  readonly result: Result
  readonly writes: readonly Write[]
  /** What the sockets in rooms hear after the write; nothing by default. */
  readonly announces?: readonly Announcement[]
  /** Whether the control plane decided, rather than a caller; false by default. */
  readonly isByHand?: boolean
  /** What the control plane changed, in a few words, for those who follow the world; nothing by default. */
  readonly what?: string
}

/** Decides on current values. Must be pure: a store may call it again after a concurrent write. */
export type Decide<Result> = (state: State, make: Make) => Decision<Result>

/** What is told of a change after it was written, whichever process made it. Changes of a world come in order. */
export interface Announced {
  readonly world: string
  readonly announces: readonly Announcement[]
  /** Whether the control plane made it, rather than a caller. */
  readonly isByHand: boolean
  /** What the control plane changed, in a few words. */
  readonly what: string | null
  /** Sockets here that lost their seats with this, since their process seemed dead to another one. They don't know. */
  readonly unseated?: readonly string[]
}

/** How a world came to begin. */
export interface WorldCause {
  /** `reset` keeps the generation; the others start a new one. */
  readonly kind: 'made' | 'reset' | 'restored'
  readonly why: 'asked' | 'first use'
  /** For its sockets, which are cut: why it begins anew though nobody asked for it. */
  readonly because?: string
}

/** A world as its store keeps it, besides its current state. */
export interface StoredWorld {
  readonly name: string
  readonly recipe: Recipe
  /** The state that it began with; undefined for that of its seed. */
  readonly contents: Contents | undefined
  /** Distinguishes it from an older world of the same name: increases with each world made or restored; 0 for the first default world. */
  readonly generation: number
}

/** Why a world has ended: on request, for want of use, or as the data of its store was lost. */
export type EndReason = 'asked' | 'idle' | 'lost'

/** The beginning or the end of a world, whichever process caused it. */
export type WorldLife =
  | { readonly kind: 'begun'; readonly world: StoredWorld; readonly cause: WorldCause }
  | { readonly kind: 'ended'; readonly world: string; readonly why: EndReason }

/** Worlds as one process uses them. */
export interface LookedAt {
  readonly used: readonly string[]
  /** Those that it has not used for `idleMs`. */
  readonly idle: readonly string[]
  readonly idleMs: number
}

/** Seats that sockets held whose process is gone. */
export interface AbandonedSeats {
  readonly world: string
  readonly seats: readonly HeldSeat[]
}

/** Whether a store can keep changes now; if not, why, for people. Contains no secrets. */
export type Health = { readonly isReady: true } | { readonly isReady: false; readonly why: string }

/**
 * Holds the state of worlds. Every implementation passes `store.suite.ts`. Whatever may wait is synchronous in a store that needs not
 * wait. Whatever writes throws or rejects with `StoreUnavailable` if the change could not be kept, and then nothing has changed.
 */
export interface Store {
  /** Where the data is, for `/healthz` and messages: `memory`, `file`, `redis`. */
  readonly place: string
  /** The worlds that exist, in order of creation: those found on opening, and since. */
  readonly worlds: () => readonly StoredWorld[]
  /** Worlds that were dropped on request and not made again, oldest first. */
  readonly dropped: () => readonly string[]
  /**
   * Creates or resets a world: nothing of its old state remains. With `contents`, it continues from there. On `first use`, a world that
   * another process has begun meanwhile is left alone. By default, it is made because somebody asked.
   */
  begin(world: string, recipe: Recipe, contents?: Contents, cause?: WorldCause): void | Promise<void>
  /**
   * The only way to write to a world. Writes nothing if `decide` throws. A synchronous store returns the result itself. Throws a
   * Fault for a world that does not exist.
   */
  change<Result>(world: string, decide: Decide<Result>): Result | Promise<Result>
  /** The state of a world beyond its seed; `begin` can create another world from it. */
  contents(world: string): Contents | Promise<Contents>
  /** Removes a world; `asked` by default. */
  end(world: string, why?: 'asked' | 'idle'): void | Promise<void>
  /** Subscribes to what is told of changes: called as they are applied, before `change` returns in the process that made them. */
  readonly announced: Channel<Announced>['subscribe']
  /** Subscribes to beginnings and ends of worlds: called as they are applied, before `begin` or `end` returns. */
  readonly lives: Channel<WorldLife>['subscribe']
  /** Calls back with the seats of sockets whose process is gone: at once with those found on opening, and later with others. */
  readonly abandoned: (release: (seats: AbandonedSeats) => void | Promise<void>) => void
  /** The journal of a world, with what was kept of it. Asked for once, when its world begins or is found. */
  readonly journal: (world: string, budget: JournalBudget) => Journal
  /** Brings `worlds` and `dropped` up to date with what other processes do; undefined if there are none. */
  readonly refresh?: () => Promise<void>
  /** Applies at once what other processes change in a world, until the returned function is called; undefined if there are none. */
  readonly follow?: (world: string) => () => void
  /** The sockets that have seats in a world, of other processes, too; undefined if there are none. */
  readonly seats?: (world: string) => readonly { readonly participantId: string; readonly socketId: string }[]
  /**
   * Tells other processes which worlds were used here since the last call, and finds those that none has used for so many
   * milliseconds; undefined if there are no others.
   */
  readonly unused?: (looked: LookedAt) => Promise<readonly string[]>
  readonly health: () => Health | Promise<Health>
  /** Keeps what has not been kept yet, and lets go of the place. */
  readonly close: () => void | Promise<void>
}

/**
 * Thrown if a change could not be kept, so that it did not happen; if `mayHaveHappened`, nobody knows. The message says why, without
 * secrets.
 */
export class StoreUnavailable extends Fault {
  readonly mayHaveHappened: boolean

  constructor(
    why: string,
    fix: string,
    { mayHaveHappened = false, ...options }: ErrorOptions & { readonly mayHaveHappened?: boolean } = {},
  ) {
    super(why, fix, options)
    this.name = 'StoreUnavailable'
    this.mayHaveHappened = mayHaveHappened
  }
}

/** Thrown if a world does not exist, or no longer does. */
export class WorldGone extends Fault {
  readonly world: string

  constructor(world: string) {
    super(`the world ${world} does not exist in the store`, 'Call begin() before the first change.')
    this.name = 'WorldGone'
    this.world = world
  }
}

/** How a world begins unless something else is said. */
export const MADE: WorldCause = { kind: 'made', why: 'asked' }

/** How the default world begins: it has no generation until it is made again. */
export const FIRST: WorldCause = { kind: 'reset', why: 'first use' }

/** The generation of a world that begins: a new one, unless it is reset. */
export const generationAfter = (last: number, before: number | undefined, { kind }: WorldCause): number =>
  kind === 'reset' ? (before ?? 0) : last + 1
