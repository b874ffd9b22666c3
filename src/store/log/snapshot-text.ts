import { isObject, parseJson } from '../../json.ts'
import type { Contents } from '../../world/recipe.ts'
import { Damaged } from './damaged.ts'
import type { WorldSnapshot } from './logged-world.ts'
import { isRowOf, isTable } from './row-shape.ts'

/** A snapshot as one line of JSON. */
export const toSnapshotText = (snapshot: WorldSnapshot): string => JSON.stringify(snapshot)

/** Reads a snapshot. Throws `Damaged` if the text is not one. */
export function readSnapshotText(text: string): WorldSnapshot {
  const told = parseJson(text)
  if (isWorldSnapshot(told)) return told
  throw new Damaged('the snapshot cannot be read')
}

/** Whether this was written as a snapshot. */
export const isWorldSnapshot = (told: unknown): told is WorldSnapshot =>
  isObject(told) &&
  typeof told['n'] === 'number' &&
  typeof told['at'] === 'number' &&
  isContents(told['contents']) &&
  isSeats(told['seats'])

const isSeats = (seats: unknown): boolean => Array.isArray(seats) && seats.every(isObject)

/** Whether this was written as the contents of a world. */
export const isContents = (told: unknown): told is Contents =>
  isObject(told) && isObject(told['ids']) && isObject(told['rows']) && Object.entries(told['rows']).every(areRows)

const areRows = ([table, rows]: [string, unknown]): boolean =>
  isTable(table) &&
  Array.isArray(rows) &&
  rows.every(
    (row: unknown) => Array.isArray(row) && typeof row[0] === 'string' && (row[1] === null || isRowOf(table, row[1])),
  )
