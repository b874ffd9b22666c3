import type { BesideFilters } from '../beside-filters.ts'
import { summary } from '../statistics.ts'
import { decimal, judged, ranged, table } from './table.ts'

/** How long calls took beside filters, and whether their p99 is at most `most` milliseconds. */
export function besideTable({ calls, p50, p99, most: longest, filters }: BesideFilters, most: number): string {
  const reached = judged({ median: p99, min: p50, max: longest }, p99 <= most, 1)
  return table(
    ['calls', `p99 ms (≤ ${most}) [p50 … longest]`, 'a filter, s'],
    [[decimal(calls, 0), reached, ranged(inSeconds(filters), 1)]],
  )
}

const inSeconds = (took: readonly number[]): ReturnType<typeof summary> => summary(took.map((ms) => ms / 1000))
