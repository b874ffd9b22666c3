import type { Decide } from '../../world/store.ts'
import { toEntryText } from '../log/entry-text.ts'
import type { LogEntry } from '../log/log-entry.ts'
import type { LoggedWorld } from '../log/logged-world.ts'

/** An entry of a world, with its text, that is to be committed. */
export interface Uncommitted<World> {
  readonly world: World
  readonly entry: LogEntry
  readonly text: string
}

/** Commits the changes of a turn of the event loop together, since a commit costs more than a change. */
export interface Commits<World> {
  /** The result: at once if it rests only on what is committed, else once that is. Throws, or rejects, if that fails. */
  readonly change: <Result>(world: World, decide: Decide<Result>) => Result | Promise<Result>
  /** Commits now what is open. Call it before anything else is written or read as a whole. */
  readonly flush: () => void
}

/** How changes are committed, and who is told. */
export interface CommitsParts<World> {
  /** Commits all or nothing; throws if it can't. */
  readonly commit: (entries: readonly Uncommitted<World>[]) => void
  /** Called with what was committed, in order, before the calls that wait are answered. */
  readonly onCommitted: (entries: readonly Uncommitted<World>[]) => void
}

/** A call that waits for the end of its turn. */
interface Waiting<World> {
  readonly entry: Uncommitted<World> | null
  readonly settle: () => void
  readonly fail: (fault: unknown) => void
}

/** Nothing is open yet. */
export function createCommits<World extends { readonly logged: LoggedWorld }>({
  commit,
  onCommitted,
}: CommitsParts<World>): Commits<World> {
  let waiting: Waiting<World>[] = []
  let due: NodeJS.Immediate | undefined
  const changed = new Set<World>()

  const flush = (): void => {
    clearImmediate(due)
    due = undefined
    if (waiting.length === 0) return
    const [calls, worlds] = [waiting, [...changed]]
    waiting = []
    changed.clear()
    const entries = calls.flatMap(({ entry }) => entry ?? [])
    try {
      commit(entries)
    } catch (fault) {
      for (const { logged } of worlds) logged.undo()
      for (const { fail } of calls) fail(fault)
      return
    }
    for (const { logged } of worlds) logged.confirm()
    onCommitted(entries)
    for (const { settle } of calls) settle()
  }
  const attempted = (world: World, entry: LogEntry): Uncommitted<World> => {
    const text = toEntryText(entry, world.logged.world)
    world.logged.attempt(entry)
    changed.add(world)
    return { world, entry, text }
  }
  return {
    change(world, decide) {
      const { result, entry } = world.logged.draft(decide)
      if (entry === null && !changed.has(world)) return result
      const open = entry && attempted(world, entry)
      due ??= setImmediate(flush)
      return new Promise((settle, reject) => {
        waiting.push({
          entry: open,
          settle: () => settle(result),
          fail: (fault) => (open ? reject(fault) : settle(decidedAgain(world, decide, fault))),
        })
      })
    },
    flush,
  }
}

/** What changed nothing, but rested on what was taken back. */
async function decidedAgain<Result>(
  { logged }: { readonly logged: LoggedWorld },
  decide: Decide<Result>,
  fault: unknown,
): Promise<Result> {
  const { result, entry } = logged.draft(decide)
  if (entry !== null) throw fault
  return result
}
