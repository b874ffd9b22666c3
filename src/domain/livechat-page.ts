import type { RowList } from './state.ts'
import type { Order } from './livechat-sort.ts'
import { ROWS_PER_STEP, type Scan } from './scan.ts'

/** The requested part of a list. */
export interface PageRequest<T> {
  /** Null for every row. */
  readonly matches: ((row: T) => boolean) | null
  /** Null for the list's own order. */
  readonly order: Order | null
  readonly offset: number
  readonly limit: number
}

/** Part of a list, with the total number of matching rows. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

/** Extracts a page from a list too long to hold in memory: keeps no row that isn't on the page. Only a page of all rows is instant. */
export function pageOf<T>(
  list: RowList<T>,
  { matches, order, offset, limit }: PageRequest<T>,
): Page<T> | Scan<Page<T>> {
  // Past the last row there is nothing to sort.
  if (order !== null && offset < list.length) {
    const isTooMuch = offset + limit > MOST_SORTED || order.fields > MOST_FIELDS
    return isTooMuch ? refused() : sortedPage(list, { matches, order, offset, limit })
  }
  if (matches === null) return { rows: list.slice(offset, offset + limit), total: list.length }
  return matchingPage(list, { matches, offset, end: offset + limit })
}

// All rooms before a page must be held to sort it: some 3 MB, and 30 ms for the last sort.
const MOST_SORTED = 5_000
const MOST_FIELDS = 10

// oxlint-disable-next-line require-yield -- a scan that has nothing to do
function* refused(): Scan<never> {
  return null
}

/** What a page without order needs. */
interface Matching<T> {
  readonly matches: (row: T) => boolean
  readonly offset: number
  readonly end: number
}

function* matchingPage<T>(list: RowList<T>, { matches, offset, end }: Matching<T>): Scan<Page<T>> {
  const rows: T[] = []
  let [place, total] = [-1, 0]
  for (const row of list) {
    if (++place % ROWS_PER_STEP === 0) yield
    if (!matches(row)) continue
    if (total >= offset && total < end) rows.push(row)
    total++
  }
  return { rows, total }
}

/** What sorting keeps of a row. */
interface Candidate {
  readonly values: readonly unknown[]
  readonly place: number
}

/** Sorts candidates from time to time and drops those past the page; reads the rows once it knows which ones. */
function* sortedPage<T>(list: RowList<T>, request: PageRequest<T> & { readonly order: Order }): Scan<Page<T>> {
  const { matches, order, offset, limit } = request
  const end = offset + limit
  const byOrder = (a: Candidate, b: Candidate): number => order.compare(a.values, b.values) || a.place - b.place
  let candidates: Candidate[] = []
  let [place, total] = [-1, 0]
  let last: Candidate | undefined
  for (const row of list) {
    if (++place % ROWS_PER_STEP === 0) yield
    if (matches !== null && !matches(row)) continue
    total++
    const candidate = { values: order.valuesOf(row), place }
    if (last !== undefined && byOrder(candidate, last) > 0) continue
    if (candidates.push(candidate) < end * 2 + 1000) continue
    candidates = candidates.sort(byOrder).slice(0, end)
    last = candidates[end - 1]
  }
  const found = candidates.sort(byOrder).slice(offset, end)
  return { rows: found.flatMap((each) => list.slice(each.place, each.place + 1)), total }
}
