import { titleOf } from './case-title.ts'
import type { Report } from './report.ts'
import { seconds } from './verdict.ts'

/** A run below this is quick enough. */
const LONG_MS = 30_000
const SHOWN = 10

/** The slowest cases of a run that took long, the slowest first, a line each. */
export const slowestLines = ({ results, summary }: Pick<Report, 'results' | 'summary'>): string[] =>
  summary.durationMs <= LONG_MS
    ? []
    : results
        .filter(({ ms }) => ms > 0)
        .toSorted((a, b) => b.ms - a.ms)
        .slice(0, SHOWN)
        .map((result) => `${seconds(result.ms).padStart(8)}  ${titleOf(result)}`)
