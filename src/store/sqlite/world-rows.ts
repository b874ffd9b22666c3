import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { Fault } from '../../fault.ts'
import { parseJson } from '../../json.ts'
import type { Contents, Recipe } from '../../world/recipe.ts'
import type { StoredWorld } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import { isRecipeData, type RecipeData, type RecipeKeeper } from '../log/recipe-data.ts'
import { isContents } from '../log/snapshot-text.ts'
import { inTransaction } from './transaction.ts'

/** A world of a file, by the number of its row. */
export interface WorldRow {
  readonly id: number
  readonly stored: StoredWorld
}

/** What a file says about its worlds, without their state. */
export interface WorldRows {
  /** In order of creation. Throws a Fault for a world whose seed is missing, and `Damaged`. */
  readonly list: () => readonly WorldRow[]
  /** The highest generation that any world had. Throws `Damaged` if the file doesn't say. */
  readonly generations: () => number
  /** The names of dropped worlds, oldest first. */
  readonly dropped: () => readonly string[]
  /** Writes a world that begins, in place of the one with this number; returns its number. All or nothing. */
  readonly begin: (id: number | null, world: StoredWorld) => number
  /** Removes a world with all that is kept of it. All or nothing. */
  readonly end: (row: WorldRow, isAsked: boolean) => void
}

// As many as a mock in memory remembers.
const REMEMBERED = 1000

/** Reads and writes them. */
export function createWorldRows(db: DatabaseSync, recipes: RecipeKeeper): WorldRows {
  const textOf = (sql: string, ...values: string[]): string | null => {
    const [found = null] = Object.values(db.prepare(sql).get(...values) ?? {})
    return found === null ? null : String(found)
  }
  const keptSeed = (hash: string): unknown => parseJson(textOf('SELECT body FROM seeds WHERE hash = ?', hash) ?? '')
  const generations = (): number => {
    const most = Number(textOf(`SELECT value FROM meta WHERE name = 'generations'`) ?? 0)
    if (Number.isSafeInteger(most)) return most
    throw new Damaged('how many worlds there have been cannot be read')
  }
  const toRecipe = readRecipes((data) => recipes.fromData(data, keptSeed))
  const toRow = ({ id, name, recipe, contents, generation }: Readonly<Record<string, SQLOutputValue>>): WorldRow => ({
    id: Number(id),
    stored: {
      name: String(name),
      recipe: toRecipe(String(name), String(recipe)),
      contents: contents === null ? undefined : toContents(String(name), String(contents)),
      generation: Number(generation),
    },
  })
  return {
    list: () => db.prepare('SELECT * FROM worlds ORDER BY id').all().map(toRow),
    generations,
    dropped: () =>
      db
        .prepare('SELECT name FROM dropped ORDER BY id')
        .all()
        .map(({ name }) => String(name)),
    begin: (id, { name, recipe, contents, generation }) =>
      inTransaction(db, () => {
        const [data, seed] = [recipes.toData(recipe), recipes.seedToKeep(recipe)]
        if (seed) db.prepare('INSERT OR IGNORE INTO seeds VALUES (?, ?)').run(data.seedHash, JSON.stringify(seed))
        if (id !== null) forget(db, id, STATE)
        db.prepare('DELETE FROM dropped WHERE name = ?').run(name)
        const most = String(Math.max(generations(), generation))
        db.prepare(`INSERT OR REPLACE INTO meta VALUES ('generations', ?)`).run(most)
        const { lastInsertRowid } = db
          .prepare('INSERT OR REPLACE INTO worlds VALUES (?, ?, ?, ?, ?)')
          .run(id, name, generation, JSON.stringify(data), contents === undefined ? null : JSON.stringify(contents))
        return Number(lastInsertRowid)
      }),
    end: ({ id, stored: { name } }, isAsked) => removeWorld(db, id, name, isAsked),
  }
}

/** Removes a world by its number, with all that is kept of it; takes note of its name if that was asked for. All or nothing. */
export const removeWorld = (db: DatabaseSync, id: number, name: string, isAsked: boolean): void =>
  inTransaction(db, () => {
    forget(db, id, [...STATE, 'journals', 'exchanges'])
    db.prepare('DELETE FROM worlds WHERE id = ?').run(id)
    if (!isAsked) return
    db.prepare('INSERT INTO dropped (name) VALUES (?)').run(name)
    db.prepare('DELETE FROM dropped WHERE id <= (SELECT max(id) FROM dropped) - ?').run(REMEMBERED)
  })

function forget(db: DatabaseSync, id: number, tables: readonly string[]): void {
  for (const table of tables) db.prepare(`DELETE FROM ${table} WHERE world = ?`).run(id)
}

const readRecipes =
  (fromData: (data: RecipeData) => Recipe | null) =>
  (world: string, text: string): Recipe => {
    const data = parseJson(text)
    if (!isRecipeData(data)) throw new Damaged(`the world ${world} began from a seed that cannot be read`)
    const recipe = fromData(data)
    if (recipe) return recipe
    throw new Fault(
      `the world ${world} began from the seed ${data.seed} of another version of greenroom`,
      'Use that version of greenroom, or another file. Nothing was changed.',
    )
  }

function toContents(world: string, text: string): Contents {
  const contents = parseJson(text)
  if (isContents(contents)) return contents
  throw new Damaged(`what the world ${world} began with cannot be read`)
}

const STATE = ['entries', 'snapshots']
