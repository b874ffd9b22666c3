import type { Contents } from '../../world/recipe.ts'
import type { Decide } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import { readEntry, reading, toEntryText } from '../log/entry-text.ts'
import type { LogEntry } from '../log/log-entry.ts'
import type { LoggedWorld, WorldSnapshot } from '../log/logged-world.ts'
import type { SocketSeat } from '../log/socket-seats.ts'
import type { ListChange } from './directory.ts'
import type { Machine } from './machine.ts'
import { BORN, readSeal, toSealText } from './seal.ts'

/** The state of a world, in the log of its changes. */
export interface WorldMachine extends Machine {
  /** Decides, and changes the world until it is confirmed or taken back. Throws `Sealed` if its log has ended, `Unborn` if it is gone. */
  readonly decide: <Result>(decide: Decide<Result>) => { readonly result: Result; readonly lines: readonly string[] }
  /** Ends this log: nothing follows. Throws like `decide`. */
  readonly seal: (next: ListChange) => readonly string[]
  readonly world: () => LoggedWorld
  /** Its state now. Throws like `decide`. */
  readonly contents: () => Contents
}

/** Thrown by a world whose log has ended; says what comes in its place in the list of worlds. */
export class Sealed extends Error {
  readonly next: ListChange

  constructor(next: ListChange) {
    super(`the log of the world ${next.name} has ended`)
    this.name = 'Sealed'
    this.next = next
  }
}

/** Thrown by a world whose log has nothing in it, though every log begins with a line. */
export class Unborn extends Damaged {
  constructor(world: string) {
    super(`the world ${world} is damaged: its log is gone, such as by a server that discards data, or by hand`)
    this.name = 'Unborn'
  }
}

/** What a world's machine needs, and whom it tells. */
export interface WorldMachineParts {
  readonly logged: (from: WorldSnapshot) => LoggedWorld
  readonly begun: WorldSnapshot
  readonly toText: (snapshot: WorldSnapshot) => string
  readonly readText: (text: string) => WorldSnapshot
  readonly name: string
  /** Called with each entry as it is applied, and the seats that sockets held before it. */
  readonly onEntry: (entry: LogEntry, seatsBefore: readonly SocketSeat[]) => void
  /** The state has jumped: its followers have missed something. */
  readonly onJump: () => void
  readonly onLost: (had: number, has: number) => void
}

/** Starts as the world began. */
export function createWorldMachine(parts: WorldMachineParts): WorldMachine {
  const { logged, begun, onEntry } = parts
  let world = logged(begun)
  // Whether there is anything in its log.
  let isBorn = false
  let isRead = false
  let sealed: ListChange | null = null
  let attempted: LogEntry[] = []
  const refuse = (): void => {
    if (sealed) throw new Sealed(sealed)
    if (!isBorn) throw new Unborn(parts.name)
  }
  const told = (entry: LogEntry, apply: () => void): void => {
    const before = world.seats()
    apply()
    onEntry(entry, before)
  }
  const take = (line: string): void => {
    isBorn = true
    if (line === BORN) return
    const seal = readSeal(line)
    if (seal) {
      sealed = seal
      return
    }
    const entry = readEntry(world.n() + 1, line, world.world)
    told(entry, () => reading(`entry ${entry.n}`, () => world.apply(entry)))
  }
  return {
    world: () => world,
    contents() {
      refuse()
      return world.world.contents()
    },
    decide(decide) {
      refuse()
      const { result, entry } = world.draft(decide)
      if (entry === null) return { result, lines: [] }
      const line = toEntryText(entry, world.world)
      world.attempt(entry)
      attempted.push(entry)
      return { result, lines: [line] }
    },
    seal(next) {
      refuse()
      sealed = next
      return [toSealText(next)]
    },
    apply(lines) {
      for (const line of lines) take(line)
    },
    confirm() {
      const entries = attempted
      attempted = []
      const before = world.seats()
      world.confirm()
      for (const entry of entries) onEntry(entry, before)
    },
    undo() {
      attempted = []
      sealed = null
      world.undo()
    },
    snapshot: () => (sealed || !isBorn ? null : parts.toText(world.snapshot())),
    restore(text, isAgain) {
      sealed = null
      isBorn = text !== null
      world = logged(text === null ? begun : parts.readText(text))
      if (isRead && !isAgain) parts.onJump()
      isRead = true
    },
    lost: parts.onLost,
  }
}
