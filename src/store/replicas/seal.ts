import { isObject, parseJson } from '../../json.ts'
import { Damaged } from '../log/damaged.ts'
import { isListChange, type ListChange } from './directory.ts'

/** The first line of every world's log. */
export const BORN = '{"born":true}'

/** The last line of a world's log: what comes in its place. */
export const toSealText = (next: ListChange): string => JSON.stringify({ seal: next })

/** What such a line says; null for any other line. Throws `Damaged` if it can't be read. */
export function readSeal(line: string): ListChange | null {
  if (!line.startsWith(SEAL)) return null
  const told = parseJson(line)
  const next = isObject(told) ? told['seal'] : undefined
  if (isListChange(next)) return next
  throw new Damaged(`the end of a log cannot be read: ${line.slice(0, 200)}`)
}

const SEAL = '{"seal":'
