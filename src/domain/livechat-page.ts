import type { RowList } from './state.ts'
import type { Order } from './livechat-sort.ts'

/** Which part of a list is wanted. */
export interface PageRequest<T> {
  /** Null: every row. */
  readonly matches: ((row: T) => boolean) | null
  /** Null: the order of the list. */
  readonly order: Order | null
  readonly offset: number
  readonly limit: number
}

/** A part of a list, and how many rows of it match in all. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

/** Takes a page out of a list that may be too long to be held: no row is kept that is not on the page. */
export function pageOf<T>(list: RowList<T>, { matches, order, offset, limit }: PageRequest<T>): Page<T> {
  const end = offset + limit
  // Behind the last row there is nothing to sort.
  if (order !== null && offset < list.length) return sortedPage(list, { matches, order, offset, limit })
  if (matches === null) return { rows: list.slice(offset, end), total: list.length }
  const rows: T[] = []
  let total = 0
  for (const row of list) {
    if (!matches(row)) continue
    if (total >= offset && total < end) rows.push(row)
    total++
  }
  return { rows, total }
}

/** What is kept of a row while a list is sorted. */
interface Candidate {
  readonly values: readonly unknown[]
  readonly place: number
}

/** Sorts by values alone, now and then, and forgets what is behind the page; takes the rows when it knows which. */
function sortedPage<T>(list: RowList<T>, request: PageRequest<T> & { readonly order: Order }): Page<T> {
  const { matches, order, offset, limit } = request
  const end = offset + limit
  const byOrder = (a: Candidate, b: Candidate): number => order.compare(a.values, b.values) || a.place - b.place
  let candidates: Candidate[] = []
  let [place, total] = [-1, 0]
  let last: Candidate | undefined
  for (const row of list) {
    place++
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
