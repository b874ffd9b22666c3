import type { JournalPage } from '../contract/compiled/types.ts'
import type { Entry } from '../world/journal.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import { json, type Handler } from './handler.ts'
import { toJournalEntry } from './journal-entry.ts'
import { inWorld, type ControlParts } from './parts.ts'
import { unknownOperation, unknownOutcome } from './unknown-operation.ts'

/** Handlers for the journal of a world. */
export const journalHandlers = (parts: ControlParts): Readonly<Record<'readJournal' | 'clearJournal', Handler>> => ({
  readJournal: inWorld(parts, async (world, { query }) => {
    const unknown = unknownOperation(parts, query['operation']) ?? unknownOutcome(parts, query['outcome'])
    if (unknown) return unknown
    const fits = matcher(query)
    const after = numberOf(query['after'], 0)
    const wait = numberOf(query['wait'], 0)
    await world.journal.refresh?.()
    const found = world.journal.since(after).filter(fits)
    const entries = found.length > 0 || wait === 0 ? found : await next(parts, world, fits, wait)
    return json(pageOf(world, entries.slice(0, numberOf(query['limit'], DEFAULT_LIMIT))))
  }),
  clearJournal: inWorld(parts, async ({ journal }) => {
    await journal.refresh?.()
    const count = journal.since(0).length
    await journal.clear()
    return json({ count })
  }),
})

const DEFAULT_LIMIT = 100

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

type Fits = (entry: Entry) => boolean

/** A predicate for entries that match all members of the query. */
const matcher = ({ operation, outcome, status, method, forced }: Readonly<Record<string, unknown>>): Fits => {
  const wantedMethod = typeof method === 'string' ? method.toUpperCase() : undefined
  return ({ request, answer: { status: answered, about } }) =>
    (operation === undefined || about.operation === operation) &&
    (outcome === undefined || about.outcome === outcome) &&
    (status === undefined || answered === status) &&
    (wantedMethod === undefined || request.method === wantedMethod) &&
    (forced === undefined || (about.forced !== null) === forced)
}

/** Waits for a matching entry; gives none after `ms`, or when the world is dropped or the server stops. */
function next(parts: ControlParts, world: WorldEntry, fits: Fits, ms: number): Promise<Entry[]> {
  return new Promise((resolve) => {
    const ends = [
      parts.core.worlds.hold(world.name),
      world.journal.subscribe((entry) => {
        if (fits(entry)) finish([entry])
      }),
      parts.core.worlds.subscribe(({ kind, world: name }) => {
        if (kind === 'dropped' && name === world.name) finish([])
      }),
      parts.openEnds.add(() => finish([])),
    ]
    const timer = setTimeout(() => finish([]), ms)
    const finish = (entries: Entry[]): void => {
      clearTimeout(timer)
      for (const end of ends) end()
      resolve(entries)
    }
  })
}

const pageOf = ({ name, journal }: WorldEntry, entries: readonly Entry[]): JournalPage => ({
  entries: entries.map((entry) => toJournalEntry(name, entry)),
  forgotten: journal.forgotten(),
  last: journal.last(),
})
