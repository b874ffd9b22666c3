import { titleOf } from './case-title.ts'
import type { Report } from './report.ts'
import { seconds } from './verdict.ts'

/** Shorter runs don't list their slowest cases. */
const LONG_MS = 30_000
const SHOWN = 10

/** The slowest cases of a long run, slowest first, one per line. */
export const slowestLines = ({ results, summary }: Pick<Report, 'results' | 'summary'>): string[] =>
  summary.durationMs <= LONG_MS
    ? []
    : results
        .filter(({ ms }) => ms > 0)
        .toSorted((a, b) => b.ms - a.ms)
        .slice(0, SHOWN)
        .map((result) => `${seconds(result.ms).padStart(8)}  ${titleOf(result)}`)
