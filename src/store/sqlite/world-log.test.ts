import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { parts, recipeOf } from '../lasting.suite.ts'
import { toEntryText } from '../log/entry-text.ts'
import { createTables } from './schema.ts'
import { createWorldLogs, type WorldLog } from './world-log.ts'
import type { WorldRow } from './world-rows.ts'

const ROW: WorldRow = {
  id: 7,
  stored: { name: 'w', recipe: recipeOf('documented'), contents: undefined, generation: 1 },
}

/** A file whose logs are trimmed after so many characters. */
function open(leastBytes: number) {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  const { machine, mostBytes, by } = parts('a')
  const numbers = (table: string): unknown =>
    db
      .prepare(`SELECT n FROM ${table} WHERE world = 7 ORDER BY n`)
      .all()
      .map(({ n }) => n)
  return { db, numbers, logs: () => createWorldLogs(db, { machine, mostBytes }, by, leastBytes) }
}

/** Makes the next change, and keeps it. */
function count({ logged, append }: WorldLog): number {
  const { result, entry } = logged.draft((state) => {
    const used = (state.windows.get('k')?.used ?? 0) + 1
    return { result: used, writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }] }
  })
  if (entry === null) throw new Error('it changes something')
  const text = toEntryText(entry, logged.world)
  logged.apply(entry)
  append(entry.n, text)
  return result
}

const used = ({ logged }: WorldLog): unknown =>
  logged.draft((state) => ({ result: state.windows.get('k')?.used, writes: [] })).result

describe('the log of a world in a file', () => {
  it('is read again, entry by entry, in order', () => {
    const { logs } = open(1_000)
    const log = logs().begun(ROW)
    expect([1, 2, 3].map(() => count(log))).toEqual([1, 2, 3])
    const again = logs().found(ROW)
    expect([used(again), again.logged.n(), count(again)]).toEqual([3, 3, 4])
  })

  it('that SQLite cannot read fails as SQLite says, since the disk may be to blame', () => {
    const { db, logs } = open(1_000)
    const all = logs()
    db.exec('DROP TABLE snapshots')
    expect(() => all.found(ROW)).toThrow(expect.objectContaining({ code: 'ERR_SQLITE_ERROR' }))
  })

  it('is that of its own world', () => {
    const { logs } = open(1_000)
    count(logs().begun(ROW))
    expect(used(logs().found({ ...ROW, id: 8 }))).toBeUndefined()
  })

  it('begins with what its world began with, where that is not the seed', () => {
    const contents = { rows: { windows: [['k', { start: 0, used: 41 }]] as const }, ids: {} }
    const row = { ...ROW, stored: { ...ROW.stored, contents } }
    const { logs } = open(1_000)
    expect(count(logs().begun(row))).toBe(42)
    expect(used(logs().found(row))).toBe(42)
  })

  it('gives way to a snapshot once its entries take as much as they may, and as the last snapshot', () => {
    const { logs, numbers } = open(150)
    const log = logs().begun(ROW)
    count(log)
    log.trim()
    expect([numbers('entries'), numbers('snapshots')]).toEqual([[1], []])
    count(log)
    log.trim()
    expect([numbers('entries'), numbers('snapshots')]).toEqual([[], [2]])
    const most = 400
    for (let n = 3; n < most && JSON.stringify(numbers('snapshots')) === '[2]'; n++) {
      count(log)
      log.trim()
    }
    expect(numbers('entries')).toEqual([])
    const [later] = [numbers('snapshots')].flat()
    expect(Number(later)).toBeGreaterThan(3)
    const again = logs().found(ROW)
    expect([used(again), again.logged.n()]).toEqual([later, later])
  })

  it('keeps entries after its snapshot, and counts those that it has found', () => {
    const { logs, numbers } = open(150)
    const log = logs().begun(ROW)
    for (let n = 1; n <= 2; n++) count(log)
    log.trim()
    count(log)
    const again = logs().found(ROW)
    expect([used(again), again.logged.n(), numbers('entries'), numbers('snapshots')]).toEqual([3, 3, [3], [2]])
    const other = open(150)
    count(other.logs().begun(ROW))
    const found = other.logs().found(ROW)
    count(found)
    found.trim()
    expect([other.numbers('entries'), other.numbers('snapshots')]).toEqual([[], [2]])
  })

  it('is not trimmed again as soon as it was read', () => {
    const { logs, numbers } = open(1)
    const log = logs().begun(ROW)
    count(log)
    log.trim()
    const again = logs().found(ROW)
    count(again)
    again.trim()
    expect([numbers('entries'), numbers('snapshots')]).toEqual([[2], [1]])
  })
})
