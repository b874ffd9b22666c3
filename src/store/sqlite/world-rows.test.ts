import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createSeeds } from '../../world/seeds/seeds.ts'
import type { StoredWorld } from '../../world/store.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { createTables } from './schema.ts'
import { createWorldRows } from './world-rows.ts'

const { recipes } = parts('a')
const world = (name: string, generation: number, more: Partial<StoredWorld> = {}): StoredWorld => ({
  name,
  recipe: recipeOf('documented'),
  contents: undefined,
  generation,
  ...more,
})

function open() {
  const db = new DatabaseSync(':memory:')
  createTables(db, 'current')
  const count = (table: string): number => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])
  return { db, count, rows: createWorldRows(db, recipes) }
}

/** Writes a row for a world in each table that has some of it. */
function fill(db: DatabaseSync, id: number): void {
  db.exec(`INSERT INTO entries VALUES (${id}, 1, 'e'); INSERT INTO snapshots VALUES (${id}, 1, 's')`)
  db.exec(`INSERT INTO exchanges VALUES (${id}, 1, 'x'); INSERT INTO journals VALUES (${id}, 1, 0, 0)`)
}

describe('the worlds of a file', () => {
  it('are listed in order of creation, with what they began with', () => {
    const { rows } = open()
    const contents = { rows: {}, ids: {} }
    const ids = [rows.begin(null, world('b', 1)), rows.begin(null, world('a', 2, { contents }))]
    expect(rows.list().map(({ id, stored }) => [id, stored.name, stored.generation, stored.contents])).toEqual([
      [ids[0], 'b', 1, undefined],
      [ids[1], 'a', 2, contents],
    ])
    expect(rows.generations()).toBe(2)
  })

  it('keep their number and their journal when they begin anew, and nothing of their state', () => {
    const { db, rows, count } = open()
    const id = rows.begin(null, world('w', 3))
    fill(db, id)
    expect(rows.begin(id, world('w', 2))).toBe(id)
    expect(['entries', 'snapshots', 'exchanges', 'journals'].map(count)).toEqual([0, 0, 1, 1])
    // Never lower, so that no generation is given twice.
    expect(rows.generations()).toBe(3)
  })

  it('leave nothing behind when they end, but their name if that was asked for', () => {
    const { db, rows, count } = open()
    for (const [name, isAsked] of [
      ['asked', true],
      ['idle', false],
    ] as const) {
      const id = rows.begin(null, world(name, 1))
      fill(db, id)
      rows.end({ id, stored: world(name, 1) }, isAsked)
    }
    expect(['worlds', 'entries', 'snapshots', 'exchanges', 'journals'].map(count)).toEqual([0, 0, 0, 0, 0])
    expect(rows.dropped()).toEqual(['asked'])
    rows.begin(null, world('asked', 2))
    expect(rows.dropped()).toEqual([])
  })

  it('are remembered as dropped, the latest thousand', () => {
    const { rows } = open()
    for (let n = 1; n <= 1002; n++) rows.end({ id: 0, stored: world(`w${n}`, 1) }, true)
    const dropped = rows.dropped()
    expect([dropped.length, dropped[0], dropped.at(-1)]).toEqual([1000, 'w3', 'w1002'])
  })

  it('have a seed of your own kept beside them, once', () => {
    const { rows, count } = open()
    const seed = { ...createSeeds().get('documented').seed, name: 'mine' }
    const recipe = { ...recipeOf('documented'), tables: createSeeds(seed).get('mine') }
    rows.begin(null, world('a', 1, { recipe }))
    rows.begin(null, world('b', 2, { recipe }))
    expect(count('seeds')).toBe(1)
    expect(rows.list().map(({ stored }) => stored.recipe.tables.seed)).toEqual([seed, seed])
  })

  it('that began from what is not there any more are refused, with nothing changed', () => {
    const { db, rows } = open()
    rows.begin(null, world('w', 1, { recipe: recipeOf('busy:50') }))
    db.exec(`UPDATE worlds SET recipe = json_set(recipe, '$.seedHash', 'other')`)
    expect(() => rows.list()).toThrow(
      expect.objectContaining({
        message: 'the world w began from the seed busy:50 of another version of greenroom',
        fix: 'Use that version of greenroom, or another file. Nothing was changed.',
      }),
    )
    db.exec(`UPDATE worlds SET recipe = '{}'`)
    expect(() => rows.list()).toThrow('the world w began from a seed that cannot be read')
  })
})
