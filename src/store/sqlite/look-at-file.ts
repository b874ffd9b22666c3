import { stat } from 'node:fs/promises'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { setClock } from '../../world/clock.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import type { DataFigures, KeptFigures } from '../log/data-figures.ts'
import { createRecipeKeeper } from '../log/recipe-data.ts'
import { exchangesIn, unreadableCalls } from './journals.ts'
import { judgeFile, readFile } from './open-file.ts'
import { readMark } from './schema.ts'
import { createWorldLogs } from './world-log.ts'
import { createWorldRows } from './world-rows.ts'

/** What is kept in a file, without changing it. Throws a Fault for a file that can be no store, is damaged, or is in use. */
export const lookAtFile = (file: string): Promise<DataFigures> =>
  readFile(file, async (db, path) => {
    judgeFile(db, file, null)
    readWorlds(db)
    return {
      place: file,
      ...readMark(db),
      bytes: (await stat(path)).size,
      wasCut: db.prepare(`SELECT value FROM meta WHERE name = 'open'`).get() !== undefined,
      // One that is in use can't be looked at.
      users: 0,
      worlds: db
        .prepare(WORLDS)
        .all()
        .map((row) => toFigures(row, damageIn(db, row))),
    }
  })

/** Reads all worlds, as a server would, to find what is damaged. */
function readWorlds(db: DatabaseSync): void {
  const recipes = createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null })
  const logs = createWorldLogs(db, { machine: setClock(0), mostBytes: Infinity }, 'nobody')
  const rows = createWorldRows(db, recipes)
  rows.generations()
  for (const row of rows.list()) logs.found(row)
}

type Row = Readonly<Record<string, SQLOutputValue>>

/** A server goes on without what can't be read of a journal; all other damage it refuses. */
function damageIn(db: DatabaseSync, { id }: Row): string | null {
  const { unreadable } = exchangesIn(db, Number(id))
  return unreadable === 0 ? null : unreadableCalls(unreadable)
}

const WORLDS = `
  SELECT id, name, recipe ->> 'seed' AS seed, generation,
    (SELECT count(*) FROM entries WHERE world = id) AS entries,
    (SELECT ifnull(sum(length(body)), 0) FROM entries WHERE world = id)
      + (SELECT ifnull(sum(length(body)), 0) FROM snapshots WHERE world = id) + ifnull(length(contents), 0) AS bytes,
    (SELECT count(*) FROM exchanges WHERE world = id) AS exchanges
  FROM worlds ORDER BY id`

const toFigures = (row: Row, damage: string | null): KeptFigures => ({
  name: String(row['name']),
  seed: String(row['seed']),
  generation: Number(row['generation']),
  entries: Number(row['entries']),
  bytes: Number(row['bytes']),
  exchanges: Number(row['exchanges']),
  damage,
})
