import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { RowList } from '../../domain/state.ts'
import type { OrderedBase } from '../base.ts'
import { lastSlices } from './last-slices.ts'
import { runMerger, type Merged, type Run } from './merged-runs.ts'
import { newerFirst } from '../seed-tables.ts'
import type { Table } from '../table.ts'

/**
 * Lists a table's livechat rooms newest first. Written rows are merged into the order of the base once per version of
 * the table; after that, reading costs only as much as is read, however large the base.
 */
export function newestFirst(table: Table<LivechatRoom>, base: OrderedBase<LivechatRoom>): () => RowList<LivechatRoom> {
  const merge = runMerger(base, newerFirst)
  let list: RowList<LivechatRoom> | null = null
  let version = -1
  return () => {
    if (list === null || version !== table.version) list = listOf(merge(table.written), base)
    version = table.version
    return list
  }
}

function listOf<T>({ runs, replaced, length }: Merged<T>, base: OrderedBase<T>): RowList<T> {
  const rowsOf = function* ({ from, to, row }: Run<T>, skipped: number, limit: number): Generator<T> {
    if (row !== null) yield row
    else
      for (let place = from + skipped; place < Math.min(to, from + limit); place++)
        yield replaced.get(place) ?? base.at(place)
  }
  const rowsBetween = function* (start: number, end: number): Generator<T> {
    for (let index = runAt(runs, start); index < runs.length; index++) {
      const run = runs[index]
      if (run === undefined || run.start >= end) return
      yield* rowsOf(run, Math.max(0, start - run.start), end - run.start)
    }
  }
  return {
    length,
    slice: lastSlices(length, (start, end) => [...rowsBetween(start, end)]),
    [Symbol.iterator]: () => rowsBetween(0, length),
  }
}

/** The index of the run with this position; past the end, the number of runs. */
function runAt(runs: readonly Run<unknown>[], position: number): number {
  let [low, high] = [0, runs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.end ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low
}
