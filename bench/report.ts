import { cpus, loadavg } from 'node:os'
import type { Cores } from './cores.ts'
import type { Code } from './greenroom.ts'
import type { ListRow } from './lists.ts'
import type { Load } from './load.ts'
import { first } from './measured.ts'
import type { Starts } from './starts.ts'
import { ratios, summary, type Summary } from './statistics.ts'
import type { Row, Sample } from './throughput.ts'
import type { WorldCosts } from './worlds.ts'

/** All measurements and their settings. */
export interface Results {
  readonly rows: readonly Row[]
  readonly starts: readonly Starts[]
  readonly worlds: WorldCosts
  readonly lists: readonly ListRow[]
  readonly plan: { readonly rounds: number; readonly seconds: number; readonly starts: number }
  readonly code: Code
  readonly cores: Cores
  readonly load: Load
}

/** The targets. */
const TARGETS = {
  ofBare: 0.8,
  ofPrism: 15,
  startOfBare: 2.5,
  startOfPrism: 0.5,
  worldMs: 1,
  worldBytes: 20_000,
  listRatio: 2,
}

/** The results as Markdown: medians, with minimum and maximum in brackets. */
export const toReport = (results: Results): string =>
  [
    '# Measured',
    `\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}, ${pinning(results.cores)}. ` +
      `All servers in a table alternate in one run. Figures are medians [minimum … maximum]; a ratio is the median of the ratios ` +
      `of all rounds.`,
    '## Requests per second',
    throughputTable(results.rows),
    throughputNotes(results),
    '## CPU per request',
    cpuTable(results.rows),
    '## Start to first documented answer',
    startTable(results.starts),
    `From the start of the process to the last byte of its first answer (${first.label}), ${results.plan.starts} starts each.`,
    '## Worlds',
    worldTable(results.worlds),
    `${results.worlds.count.toLocaleString('en')} worlds on the seed busy:10000, in one process; reset and dropped after a guest joined in each.`,
    '## The first page of a very long list',
    listTable(results.lists),
    'The livechat list in its default order, over HTTP; each seed in its own process.',
  ].join('\n\n') + '\n'

/** The machine and its load. */
export const machine = (): string => {
  const busy = loadavg()[0] ?? 0
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), load ${busy.toFixed(1)} at the end`
}

/** The pinning of cores. */
export const pinning = ({ server, load }: Cores): string =>
  server === null || load === null ? 'nothing pinned' : 'servers on one core, load on another'

function throughputTable(rows: readonly Row[]): string {
  const head = [
    'operation',
    'greenroom',
    'bare `node:http`',
    `ratio (≥ ${TARGETS.ofBare.toFixed(2)})`,
    'Prism',
    `ratio (≥ ${TARGETS.ofPrism})`,
  ]
  return table(
    head,
    rows.map(({ measured, greenroom, bare, prism }) => {
      const [ours, least, theirs] = [greenroom, bare, prism].map(perSecond)
      return [
        measured.label,
        counted(summary(ours ?? [])),
        counted(summary(least ?? [])),
        judged(ratios(ours ?? [], least ?? []), (ratio) => ratio >= TARGETS.ofBare, 2),
        counted(summary(theirs ?? [])),
        judged(ratios(ours ?? [], theirs ?? []), (ratio) => ratio >= TARGETS.ofPrism, 1),
      ]
    }),
  )
}

const throughputNotes = ({ plan, code, load, rows }: Results): string =>
  [
    `Load: ${load.name}, 64 connections, ${plan.rounds} rounds of ${plan.seconds} s. greenroom: \`startServer\` from ${code.name}/, stateful and validated.`,
    `Bare: a server that reads the request and sends the same bytes as greenroom (bodies of ${rows.map(({ bytes }) => bytes).join(', ')} bytes).`,
    `Prism: \`prism mock\` on the same contract; \`Prefer\` tells it which answer to give.`,
  ].join('\n')

function cpuTable(rows: readonly Row[]): string {
  const micros = (samples: readonly Sample[]): number[] => samples.map(({ cpu }) => cpu)
  return table(
    ['operation', 'greenroom µs', 'bare µs', `bare ÷ greenroom (≥ ${TARGETS.ofBare.toFixed(2)})`, 'Prism µs'],
    rows.map(({ measured, greenroom, bare, prism }) => [
      measured.label,
      ranged(summary(micros(greenroom)), 1),
      ranged(summary(micros(bare)), 1),
      judged(ratios(micros(bare), micros(greenroom)), (ratio) => ratio >= TARGETS.ofBare, 2),
      ranged(summary(micros(prism)), 0),
    ]),
  )
}

function startTable(starts: readonly Starts[]): string {
  const of = (name: string): readonly number[] => starts.find((each) => each.name === name)?.milliseconds ?? []
  return table(
    ['process', 'ms', `÷ bare (≤ ${TARGETS.startOfBare})`, `÷ Prism (≤ ${TARGETS.startOfPrism})`],
    starts.map(({ name, milliseconds }) => {
      const isOurs = name.startsWith('greenroom')
      const toBare = ratios(milliseconds, of('bare'))
      const toPrism = ratios(milliseconds, of('Prism'))
      return [
        name,
        ranged(summary(milliseconds), 0),
        isOurs ? judged(toBare, (ratio) => ratio <= TARGETS.startOfBare, 2) : toBare.median.toFixed(2),
        isOurs ? judged(toPrism, (ratio) => ratio <= TARGETS.startOfPrism, 2) : toPrism.median.toFixed(2),
      ]
    }),
  )
}

function worldTable({ make, reset, drop, bytes }: WorldCosts): string {
  const micros = ({ median, min, max }: Summary): string =>
    ranged({ median: median * 1000, min: min * 1000, max: max * 1000 }, 1)
  const row = (name: string, cost: Summary): string[] => [
    name,
    `${micros(cost)} µs`,
    `${cost.median < TARGETS.worldMs ? 'reached' : 'missed'} (median < ${TARGETS.worldMs} ms)`,
  ]
  return table(
    ['a world', 'cost', 'target'],
    [
      row('made', make),
      row('reset', reset),
      row('dropped', drop),
      [
        'never used',
        `${Math.round(bytes).toLocaleString('en')} bytes of heap`,
        `${bytes < TARGETS.worldBytes ? 'reached' : 'missed'} (< 20 KB)`,
      ],
    ],
  )
}

function listTable(lists: readonly ListRow[]): string {
  const fewest = perSecond(lists[0]?.samples ?? [])
  return table(
    ['rooms', 'requests/s', `time ÷ that of ${(lists[0]?.rooms ?? 0).toLocaleString('en')} (≤ ${TARGETS.listRatio})`],
    lists.map(({ rooms, samples }) => [
      rooms.toLocaleString('en'),
      counted(summary(perSecond(samples))),
      judged(ratios(fewest, perSecond(samples)), (ratio) => ratio <= TARGETS.listRatio, 2),
    ]),
  )
}

const perSecond = (samples: readonly Sample[]): number[] => samples.map((sample) => sample.perSecond)

const counted = ({ median, min, max }: Summary): string =>
  `${thousands(median)} [${thousands(min)} … ${thousands(max)}]`

const thousands = (value: number): string => Math.round(value).toLocaleString('en')

const ranged = ({ median, min, max }: Summary, digits: number): string =>
  `${median.toFixed(digits)} [${min.toFixed(digits)} … ${max.toFixed(digits)}]`

const judged = (ratio: Summary, isReached: (median: number) => boolean, digits: number): string =>
  `**${ratio.median.toFixed(digits)}** ${isReached(ratio.median) ? 'reached' : 'missed'} [${ratio.min.toFixed(digits)} … ${ratio.max.toFixed(digits)}]`

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
