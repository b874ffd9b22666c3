import type { CommandCost } from '../commands.ts'
import type { LoadedModule } from '../start/measure.ts'
import { groupOf } from '../start/owner.ts'
import type { Starts } from '../starts.ts'
import { BARE } from '../contest.ts'
import { ratios, summary } from '../statistics.ts'
import { decimal, judged, ranged, table } from './table.ts'

/** Starts compared with a bare server's. */
export function startTable(starts: readonly Starts[]): string {
  const bare = starts.find(({ name }) => name === BARE)
  return table(
    ['process', 'ms', 'ms ÷ bare', 'CPU ms', 'CPU ÷ bare'],
    starts.map(({ name, target, milliseconds, cpu }) => {
      const toBare = ratios(milliseconds, bare?.milliseconds ?? [])
      const goal = target === null ? '' : ` (≤ ${target})`
      return [
        name,
        ranged(summary(milliseconds), 0),
        judged(toBare, target === null ? null : toBare.median <= target, 2) + goal,
        ranged(summary(cpu), 0),
        ranged(ratios(cpu, bare?.cpu ?? []), 2),
      ]
    }),
  )
}

const MOST_SECONDS = 0.25

/** The CPU of commands. */
export const commandTable = (costs: readonly CommandCost[]): string =>
  table(
    ['command', `CPU s (< ${MOST_SECONDS})`],
    costs.map(({ name, seconds }) => [name, judged(summary(seconds), summary(seconds).median < MOST_SECONDS, 3)]),
  )

/** A server's starts: milliseconds by owner, for each start. */
export interface ProfiledStarts {
  readonly name: string
  readonly profiles: readonly ReadonlyMap<string, number>[]
}

/** Milliseconds of each start's groups of files, the most expensive of the first server first; a column for each server. */
export function profileTable(servers: readonly ProfiledStarts[]): string {
  const columns = servers.map(({ profiles }) => mediansBy(profiles.map(grouped)))
  const [first = new Map<string, number>()] = columns
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  const sorted = names.toSorted((a, b) => (first.get(b) ?? 0) - (first.get(a) ?? 0))
  const shown = sorted.filter((name) => columns.some((column) => (column.get(name) ?? 0) >= LEAST_MS))
  const sum = (column: ReadonlyMap<string, number>): number => [...column.values()].reduce((all, each) => all + each, 0)
  return table(
    ['milliseconds until the first answer', ...servers.map(({ name }) => name)],
    [
      ...shown.map((name) => [name, ...columns.map((column) => decimal(column.get(name) ?? 0, 1))]),
      ['all, with what is less', ...columns.map((column) => decimal(sum(column), 1))],
    ],
  )
}

/** The most expensive files of a server. */
export function fileTable({ profiles }: ProfiledStarts, most: number): string {
  const files = [...mediansBy(profiles)].filter(([name]) => !name.startsWith('Node:') && name.includes('/'))
  const rows = files.toSorted(([, a], [, b]) => b - a).slice(0, most)
  return table(
    ['file', 'own milliseconds'],
    rows.map(([name, ms]) => [name, decimal(ms, 1)]),
  )
}

/** The loaded files by folder or package. */
export function moduleTable(modules: readonly LoadedModule[]): string {
  const groups = [...Map.groupBy(modules, ({ name }) => groupOf(name))]
  const rows = groups.map(([name, files]) => ({ name, files: files.length, bytes: bytesOf(files), largest: files[0] }))
  const sorted = rows.toSorted((a, b) => b.bytes - a.bytes)
  return table(
    ['folder or package', 'files', 'kB', 'its largest file'],
    [
      ...sorted.map(({ name, files, bytes, largest }) => [
        name,
        String(files),
        kilobytes(bytes),
        largest ? `${largest.name.slice(largest.name.lastIndexOf('/') + 1)}, ${kilobytes(largest.bytes)} kB` : '',
      ]),
      ['all', String(modules.length), kilobytes(bytesOf(modules)), ''],
    ],
  )
}

const LEAST_MS = 0.3

const bytesOf = (modules: readonly LoadedModule[]): number => modules.reduce((sum, { bytes }) => sum + bytes, 0)
const kilobytes = (bytes: number): string => decimal(bytes / 1000, 0)

function grouped(profile: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [owner, ms] of profile) sums.set(groupOf(owner), (sums.get(groupOf(owner)) ?? 0) + ms)
  return sums
}

function mediansBy(profiles: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const names = new Set(profiles.flatMap((profile) => [...profile.keys()]))
  return new Map([...names].map((name) => [name, summary(profiles.map((each) => each.get(name) ?? 0)).median]))
}
