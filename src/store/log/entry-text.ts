import type { Announcement } from '../../domain/announcement.ts'
import type { TableName, Write } from '../../domain/state.ts'
import { isContainer, isObject, parseJson } from '../../json.ts'
import type { World } from '../../world/world.ts'
import { Damaged } from './damaged.ts'
import type { LogEntry } from './log-entry.ts'
import { deltaBetween, withDelta, type RowDelta } from './row-delta.ts'
import { isRowOf, isTable } from './row-shape.ts'

/** A row as logs keep it: whole, or by its difference from the row before. */
type WriteText = readonly [table: string, key: string, value: unknown] | readonly [string, string, null, RowDelta]

/**
 * An entry as one line of JSON, without its number, which its place in the log says. Rows are kept by their difference from the
 * current ones of `world`, so it must be the state right before the entry.
 */
export function toEntryText(entry: LogEntry, world: Pick<World, 'row'>): string {
  const { at, by, writes, ids, announces, isByHand, what } = entry
  return JSON.stringify({
    at,
    by,
    writes: toWriteTexts(writes, world),
    ...(Object.keys(ids).length === 0 ? {} : { ids }),
    ...(announces.length === 0 ? {} : { announces }),
    ...(isByHand ? { isByHand } : {}),
    ...(what === null ? {} : { what }),
  })
}

/** A second write to a row in one entry differs from the first, not from the world's row, so it is kept whole. */
function toWriteTexts(writes: readonly Write[], world: Pick<World, 'row'>): readonly WriteText[] {
  if (writes.length === 1) return writes.map((write) => toWriteText(write, world))
  const written = new Set<string>()
  return writes.map((write) => {
    const name = `${write.table} ${write.key}`
    const isFirst = !written.has(name)
    written.add(name)
    return isFirst ? toWriteText(write, world) : [write.table, write.key, write.value]
  })
}

function toWriteText({ table, key, value }: Write, world: Pick<World, 'row'>): WriteText {
  const before = value === null ? undefined : world.row(table, key)
  const delta = before === undefined ? null : deltaBetween(before, value)
  return delta === null ? [table, key, value] : [table, key, null, delta]
}

/** Reads an entry as it is kept. Throws `Damaged` if the text is not that of an entry. */
export function readEntryText(n: number, text: string): EntryText {
  const told = parseJson(text)
  if (isEntryText(told)) return told
  throw new Damaged(`entry ${n} cannot be read`)
}

/** Reads an entry that is about to be applied to `world`. Throws `Damaged` if the text is not that of an entry. */
export function readEntry(n: number, text: string, world: Pick<World, 'row'>): LogEntry {
  const told = readEntryText(n, text)
  const { at, by, ids = {}, announces = [], isByHand = false, what = null } = told
  return {
    n,
    at,
    by,
    writes: told.writes.map((write) => readWrite(write, world)),
    ids,
    announces,
    isByHand,
    what,
  }
}

/** An entry as it is kept. Members that say nothing are left out. */
export interface EntryText extends Pick<LogEntry, 'at' | 'by'> {
  readonly writes: readonly WriteText[]
  readonly ids?: LogEntry['ids']
  readonly announces?: readonly Announcement[]
  readonly isByHand?: boolean
  readonly what?: string
}

const isEntryText = (told: unknown): told is EntryText =>
  isObject(told) &&
  typeof told['at'] === 'number' &&
  typeof told['by'] === 'string' &&
  isList(told['writes'], isWriteText) &&
  isList(told['announces'] ?? [], isAnnouncement) &&
  isObject(told['ids'] ?? {})

const isList = (told: unknown, isItem: (item: unknown) => boolean): boolean => Array.isArray(told) && told.every(isItem)

/** Whoever has a seat, or had one, is in it: seats follow. Of events that affect none, only their room matters here. */
const isAnnouncement = (told: unknown): told is Announcement => {
  if (!isObject(told) || typeof told['room'] !== 'string') return false
  const { kind, participant, participants } = told
  if (kind === 'ended') return isList(participants, isObject)
  return typeof kind === 'string' && ((kind !== 'joined' && kind !== 'left') || isObject(participant))
}

const isWriteText = (told: unknown): told is WriteText =>
  Array.isArray(told) &&
  typeof told[0] === 'string' &&
  typeof told[1] === 'string' &&
  (told[2] === null || isContainer(told[2])) &&
  (told[3] === undefined || isObject(told[3]))

function readWrite([table, key, whole, delta]: WriteText, world: Pick<World, 'row'>): Write {
  if (!isTable(table)) throw new Damaged(`there is no table ${table}`)
  const value =
    delta === undefined ? whole : reading(`the row ${key} of ${table}`, () => withDelta(world.row(table, key), delta))
  const write = { table, key, value }
  if (isWrite(write)) return write
  throw new Damaged(`${key} cannot be a row of ${table}`)
}

const isWrite = (write: { readonly table: TableName; readonly key: string; readonly value: unknown }): write is Write =>
  write.value === null || isRowOf(write.table, write.value)

/** Whatever fails while a text is read or carried out fails for what the text says. Throws `Damaged` then. */
export function reading<Result>(what: string, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof Damaged) throw cause
    throw new Damaged(`${what} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
