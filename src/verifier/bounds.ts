import { Fault } from '../fault.ts'

/** The range of a number. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** The ranges of a run's numbers; times in milliseconds. */
export const BOUNDS = {
  timeoutMs: { least: 1, most: 600_000 },
  deadlineMs: { least: 1, most: 86_400_000 },
  retries: { least: 0, most: 20 },
  workers: { least: 1, most: 16 },
  minCoverage: { least: 0, most: 100 },
} as const

/** Throws a Fault with the option's name for a number out of range. */
export function bounded(name: string, given: number | undefined, { least, most }: Bounds): number | undefined {
  if (given === undefined || (Number.isSafeInteger(given) && given >= least && given <= most)) return given
  throw new Fault(`${name} takes ${least} to ${most}, not ${given}`, 'Omit it for the default.')
}
