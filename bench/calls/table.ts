import { table } from '../report/table.ts'

/** Microseconds for each call, by owner. */
export interface CallCost {
  readonly label: string
  readonly bare: ReadonlyMap<string, number>
  readonly ours: ReadonlyMap<string, number>
}

/** Owners below this share of a call stand together. */
const LITTLE = 0.01

/** A row for each call and server: its microseconds, and whose they are, most first. */
export const callTable = (costs: readonly CallCost[]): string =>
  table(
    ['call', 'server', 'µs', 'whose'],
    costs.flatMap(({ label, bare, ours }) => [
      [label, 'bare', ...cellsOf(bare)],
      ['', '`startServer`', ...cellsOf(ours)],
    ]),
  )

function cellsOf(by: ReadonlyMap<string, number>): string[] {
  const all = [...by.values()].reduce((sum, each) => sum + each, 0)
  const shown = [...by].filter(([, each]) => each >= LITTLE * all).toSorted(([, a], [, b]) => b - a)
  const rest = all - shown.reduce((sum, [, each]) => sum + each, 0)
  const named = [...shown, ...(rest > 0 ? ([['other', rest]] as const) : [])]
  return [all.toFixed(1), named.map(([owner, each]) => `${owner} ${each.toFixed(1)}`).join(', ')]
}
