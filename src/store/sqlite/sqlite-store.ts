import { basename } from 'node:path'
import { Fault } from '../../fault.ts'
import { createChannel } from '../../world/channel.ts'
import {
  generationAfter,
  MADE,
  type AbandonedSeats,
  type Announced,
  type Store,
  type WorldLife,
} from '../../world/store.ts'
import type { LogEntry } from '../log/log-entry.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { createJournals, skipNumbers, unreadableCalls } from './journals.ts'
import { watchForLoss } from './file-loss.ts'
import { createKeeper } from './keeper.ts'
import type { OpenFile } from './open-file.ts'
import { inTransaction } from './transaction.ts'
import { createCommits, type Uncommitted } from './commits.ts'
import { createWorldLogs, type WorldLog, type WorldLogs } from './world-log.ts'
import { createWorldRows, type WorldRow, type WorldRows } from './world-rows.ts'

/** A world with its log. */
interface FileWorld extends WorldRow, WorldLog {}

/** What is written a little later, in milliseconds: the latest exchanges. */
const LATER_MS = 1_000

/**
 * Keeps worlds in a file. They are in memory, too, so what writes nothing is as fast as there. A change is one entry of a log; those of
 * a turn of the event loop are committed together. Throws a Fault for a world that can't be read; then the file is as it was.
 */
export function createSqliteStore(file: OpenFile, { machine, mostBytes, recipes, by, onWarning }: StoreParts): Store {
  const { db, path } = file
  const rows = createWorldRows(db, recipes)
  const logs = createWorldLogs(db, { machine, mostBytes }, by)
  const { keep, keepIfPossible, health } = createKeeper(db, path, watchForLoss(path, machine))
  const journals = createJournals(db)
  const announced = createChannel<Announced>()
  const lives = createChannel<WorldLife>()
  const kept = file.begin(({ wasClosed }) => {
    if (!wasClosed) skipNumbers(db)
    return { worlds: foundWorlds(rows, logs), generations: rows.generations() }
  })
  const { worlds } = kept
  const abandoned = [...worlds.values()].map(abandonedIn)
  const flushing = setInterval(() => keepIfPossible(journals.flush), LATER_MS).unref()
  let { generations } = kept
  const worldOf = (name: string): FileWorld => {
    const found = worlds.get(name)
    if (found) return found
    throw new Fault(`the world ${name} does not exist in the store`, 'Call begin() before the first change.')
  }
  const commits = createCommits<FileWorld>({
    commit: (entries) => keep(() => inTransaction(db, () => writeAll(entries))),
    onCommitted(entries) {
      for (const { world, entry } of entries) tell(world, entry)
      // The changes are kept already.
      for (const { world } of entries) keepIfPossible(world.trim)
    },
  })
  const tell = ({ stored: { name } }: FileWorld, { announces, isByHand, what }: LogEntry): void => {
    if (announces.length > 0 || what !== null) announced.publish({ world: name, announces, isByHand, what })
  }
  return {
    place: 'file',
    worlds: () => [...worlds.values()].map(({ stored }) => stored),
    dropped: rows.dropped,
    begin(name, recipe, contents, cause = MADE) {
      commits.flush()
      const before = worlds.get(name)
      const generation = generationAfter(generations, before?.stored.generation, cause)
      const stored = { name, recipe, contents, generation }
      const id = keep(() => rows.begin(before?.id ?? null, stored))
      generations = Math.max(generations, generation)
      worlds.set(name, { id, stored, ...logs.begun({ id, stored }) })
      lives.publish({ kind: 'begun', world: stored, cause })
    },
    change: (name, decide) => commits.change(worldOf(name), decide),
    contents(name) {
      commits.flush()
      return worldOf(name).logged.world.contents()
    },
    end(name, why = 'asked') {
      commits.flush()
      const world = worlds.get(name)
      if (!world) return
      keep(() => rows.end(world, why === 'asked'))
      worlds.delete(name)
      lives.publish({ kind: 'ended', world: name, why })
    },
    announced: announced.subscribe,
    lives: lives.subscribe,
    abandoned(release) {
      for (const seats of abandoned.splice(0)) if (seats.seats.length > 0) void release(seats)
    },
    journal: (name, budget) =>
      journals.of(worldOf(name).id, budget, (count) =>
        onWarning?.(`${basename(path)} is damaged: of the world ${name}, ${unreadableCalls(count)}. All else goes on.`),
      ),
    health,
    close() {
      clearInterval(flushing)
      commits.flush()
      keepIfPossible(journals.flush)
      file.close()
    },
  }
}

const foundWorlds = (rows: WorldRows, logs: WorldLogs): Map<string, FileWorld> =>
  new Map(rows.list().map((row) => [row.stored.name, { ...row, ...logs.found(row) }]))

function writeAll(entries: readonly Uncommitted<FileWorld>[]): void {
  for (const { world, entry, text } of entries) world.append(entry.n, text)
}

/** All sockets of earlier processes are gone: only one has the file open. */
const abandonedIn = ({ stored, logged }: FileWorld): AbandonedSeats => ({ world: stored.name, seats: logged.seats() })
