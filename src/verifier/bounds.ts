import { Fault } from '../fault.ts'

/** The least and the most that a number may be. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** What the numbers of a run may be; times in milliseconds. */
export const BOUNDS = {
  timeoutMs: { least: 1, most: 600_000 },
  deadlineMs: { least: 1, most: 86_400_000 },
  retries: { least: 0, most: 20 },
  workers: { least: 1, most: 16 },
  minCoverage: { least: 0, most: 100 },
} as const

/** A whole number within bounds; undefined where none is given. Throws a Fault, by the name it is given under, beyond them. */
export function bounded(name: string, given: number | undefined, { least, most }: Bounds): number | undefined {
  if (given === undefined || (Number.isSafeInteger(given) && given >= least && given <= most)) return given
  throw new Fault(`${name} takes ${least} to ${most}, not ${given}`, 'Leave it out for what is usual.')
}
