import { stat } from 'node:fs/promises'
import type { SQLOutputValue } from 'node:sqlite'
import type { DataFigures, KeptFigures } from '../log/data-figures.ts'
import { judgeFile, readFile } from './open-file.ts'
import { readMark } from './schema.ts'

/** What is kept in a file, without changing it. Throws a Fault for a file that can be no store, or is in use. */
export const lookAtFile = (file: string): Promise<DataFigures> =>
  readFile(file, async (db, path) => {
    judgeFile(db, file, null)
    return {
      place: file,
      ...readMark(db),
      bytes: (await stat(path)).size,
      wasCut: db.prepare(`SELECT value FROM meta WHERE name = 'open'`).get() !== undefined,
      // One that is in use can't be looked at.
      users: 0,
      worlds: db.prepare(WORLDS).all().map(toFigures),
    }
  })

const WORLDS = `
  SELECT name, recipe ->> 'seed' AS seed, generation,
    (SELECT count(*) FROM entries WHERE world = id) AS entries,
    (SELECT ifnull(sum(length(body)), 0) FROM entries WHERE world = id)
      + (SELECT ifnull(sum(length(body)), 0) FROM snapshots WHERE world = id) + ifnull(length(contents), 0) AS bytes,
    (SELECT count(*) FROM exchanges WHERE world = id) AS exchanges
  FROM worlds ORDER BY id`

const toFigures = (row: Readonly<Record<string, SQLOutputValue>>): KeptFigures => ({
  name: String(row['name']),
  seed: String(row['seed']),
  generation: Number(row['generation']),
  entries: Number(row['entries']),
  bytes: Number(row['bytes']),
  exchanges: Number(row['exchanges']),
})
