import { isContainer } from '../../json.ts'
import { sizeOf } from './size.ts'

/** At most how many bytes a world's rows grow by with a write; `before` is what was written before, if anything was. */
export const grownBy = (table: string, key: string, before: unknown, now: unknown): number =>
  before === undefined ? sizeOf({ [table]: [[key, now]] }) : growthOf(before, now)

/** How many bytes a written row takes with its key; none, if there is none. */
export const rowSize = (key: string, row: unknown): number => (row === undefined ? 0 : sizeOf([key, row]))

/**
 * By how many bytes a row grows at most, as `sizeOf` counts them. Changed rows share what did not change with the rows before them,
 * and lists lose members or gain them at their end: so this looks only at what is new.
 */
export function growthOf(before: unknown, now: unknown): number {
  if (now === before) return 0
  if (!isContainer(now) || !isContainer(before)) return sizeOf(now)
  if (Array.isArray(now) || Array.isArray(before)) return growthOfList(before, now)
  let sum = 0
  for (const name in now) {
    const value = now[name]
    if (value === before[name] && value !== undefined) continue
    sum += Object.hasOwn(before, name) ? growthOf(before[name], value) : name.length + sizeOf(value)
  }
  return sum
}

function growthOfList(before: unknown, now: unknown): number {
  if (!Array.isArray(before) || !Array.isArray(now)) return sizeOf(now)
  let kept = 0
  for (let at = 0; at < before.length && kept < now.length; at++) if (before[at] === now[kept]) kept++
  let sum = 0
  for (let each = kept; each < now.length; each++) sum += sizeOf(now[each])
  return sum
}
