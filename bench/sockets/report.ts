import type { Memory } from '../child.ts'
import type { Cores } from '../cores.ts'
import type { Code } from '../greenroom.ts'
import { machine, pinning, table } from '../report.ts'
import { ratios, summary, type Summary } from '../statistics.ts'
import type { Series, SocketPlan } from './acks.ts'
import { CROWD, OUTSTANDING, STREAMS, TOGETHER, type MeasuredAsk } from './measured.ts'
import type { MemoryRow } from './memory.ts'

/** One measured call: greenrooms first, the bare server last. */
export interface AckRow {
  readonly measured: MeasuredAsk
  readonly series: readonly Series[]
}

/** All measurements and their settings. */
export interface SocketResults {
  readonly rows: readonly AckRow[]
  readonly memory: readonly MemoryRow[]
  readonly plan: SocketPlan
  readonly code: Code
  readonly cores: Cores
}

/** The targets. */
const TARGETS = { ofBare: 0.8, bytes: 20_000 }

/** The results as Markdown: medians, with minimum and maximum in brackets. */
export const toSocketReport = ({ rows, memory, plan, code, cores }: SocketResults): string =>
  [
    '# Sockets, measured',
    `\`npm run bench:sockets\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}, ${pinning(cores)}. ` +
      'All servers in a table alternate in one run. Figures are medians [minimum … maximum]; a ratio is the median of the ' +
      'ratios of all rounds.',
    '## CPU per ack',
    ackTable(rows, 'µs', `bare ÷ greenroom (≥ ${TARGETS.ofBare.toFixed(2)})`, ([ours, least]) => [
      ranged(summary(ours.cpu), 1),
      ranged(summary(least.cpu), 1),
      judged(ratios(least.cpu, ours.cpu)),
    ]),
    '## Acks per second',
    ackTable(rows, '', `greenroom ÷ bare (≥ ${TARGETS.ofBare.toFixed(2)})`, ([ours, least]) => [
      ranged(summary(ours.perSecond), 0),
      ranged(summary(least.perSecond), 0),
      judged(ratios(ours.perSecond, least.perSecond)),
    ]),
    notes(plan, code),
    '## Memory per joined socket',
    memoryTable(memory),
    `Each connected over WebSocket and joined, ${TOGETHER} per room; the memory of the process after garbage collection, minus that before they came. A few sockets had come and gone before.`,
  ].join('\n\n') + '\n'

const notes = ({ rounds, seconds }: SocketPlan, { name }: Code): string =>
  [
    `Load: prepared frames from one process, ${rounds} rounds of ${seconds} s; ${STREAMS} sockets with ${OUTSTANDING} acks outstanding each, or crowds of ${CROWD} new sockets that call once each (without connecting and collecting its garbage). WebSocket.`,
    `greenroom: \`startServer\` from ${name}/, without its limit of events; journal and everything else as in \`serve\`, but without log lines.`,
    "Bare: `socket.io` with the same version and options. It acks an object of the same size, with a new id and time for each join, and nothing else. It has rooms only if sockets receive events of each other: Socket.IO's own rooms, which write an event once for all.",
  ].join('\n')

/** A row of a comparison with older sources: then, now and bare. */
export function toComparison({ measured, series }: AckRow): string {
  const [then, now, bare] = series
  if (!then || !now || !bare) throw new Error('three servers are compared')
  const micros = (one: Series): string => summary(one.cpu).median.toFixed(1)
  const ratio = (above: readonly number[], below: readonly number[]): string => ranged(ratios(above, below), 2)
  return `| ${measured.label} | CPU then ${micros(then)}, now ${micros(now)}, bare ${micros(bare)} µs | now ÷ then **${ratio(now.cpu, then.cpu)}** | bare ÷ then ${ratio(bare.cpu, then.cpu)} | bare ÷ now **${ratio(bare.cpu, now.cpu)}** | acks/s now ÷ bare ${ratio(now.perSecond, bare.perSecond)} |`
}

function ackTable(
  rows: readonly AckRow[],
  unit: string,
  last: string,
  cells: (series: readonly [Series, Series]) => readonly string[],
): string {
  return table(
    ['asked', `greenroom ${unit}`.trim(), `bare ${unit}`.trim(), last],
    rows.map(({ measured, series: [ours, least] }) => {
      if (!ours || !least) throw new Error('two servers are measured')
      return [measured.label, ...cells([ours, least])]
    }),
  )
}

function memoryTable(rows: readonly MemoryRow[]): string {
  const over = (row: MemoryRow, of: keyof Memory): Summary =>
    summary(row.greenroom.map((each, turn) => each[of] - (row.bare[turn]?.[of] ?? NaN)))
  const told = (row: MemoryRow, of: keyof Memory, name: string): string[] => [
    `${row.sockets.toLocaleString('en')}, ${name}`,
    ranged(summary(row.greenroom.map((each) => each[of])), 0),
    ranged(summary(row.bare.map((each) => each[of])), 0),
    `**${ranged(over(row, of), 0)}** ${over(row, of).median <= TARGETS.bytes ? 'reached' : 'missed'}`,
  ]
  return table(
    ['sockets', 'greenroom, bytes', 'bare, bytes', `more than bare (≤ ${TARGETS.bytes / 1000} KB)`],
    rows.flatMap((row) => [told(row, 'heap', 'heap'), told(row, 'resident', 'resident')]),
  )
}

const ranged = ({ median, min, max }: Summary, digits: number): string => {
  const [middle, least, most] = [median, min, max].map((value) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  return `${middle} [${least} … ${most}]`
}

const judged = (ratio: Summary): string =>
  `**${ratio.median.toFixed(2)}** ${ratio.median >= TARGETS.ofBare ? 'reached' : 'missed'} [${ratio.min.toFixed(2)} … ${ratio.max.toFixed(2)}]`
