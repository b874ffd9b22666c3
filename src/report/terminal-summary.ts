import type { RunInfo } from '../verify/model/events.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { titleOf } from './case-title.ts'
import { causesOf, type Cause } from './causes.ts'
import { coverageTable, heldInPartLines } from './coverage-table.ts'
import { firstSentence } from './failure.ts'
import { blockedGroups, noteGroups, skippedGroups } from './groups.ts'
import { toLogLine } from './text/log.ts'
import { cut } from './text/plain.ts'
import type { Paint } from './paint.ts'
import type { Report } from './report.ts'
import { securityOf } from './security.ts'
import { slowestLines } from './slowest.ts'
import { endOf, troubleSentence, verdictSentence } from './verdict.ts'

/** The parts of a report that a terminal shows. */
export type TerminalReport = Pick<Report, 'identities' | 'results' | 'leftBehind' | 'notes' | 'summary'> & {
  readonly run: Pick<RunInfo, 'arranger'>
}

const MAX_LINES = 30
const MAX_WIDTH = 300

/** How much to show at the end of a run. */
export interface SummaryOptions {
  readonly paint: Paint
  /** Lists every case instead of grouping and cutting. */
  readonly isAll: boolean
}

/**
 * The summary of a run after its breaches: what to read first, then the rest by cause; empty sections are omitted.
 */
export const summaryLines = (report: TerminalReport, options: SummaryOptions): string[] => [
  ...section('security', securityLines(report), options),
  ...section('by cause', causesOf(report).flatMap(causeLines), options),
  ...section(
    blockedHeading(report.summary),
    blockedGroups(report).map(({ kind, says, results }) => `${results.length} × ${kind}: ${says}`),
    options,
  ),
  ...section(
    'differs',
    options.isAll
      ? of(report, 'differs').map((result) => `${titleOf(result)}: ${firstSentence(result)}${figuresOf(result)}`)
      : [],
    options,
  ),
  ...section(
    'known',
    of(report, 'known').map((result) => `${titleOf(result)}: ${result.reason ?? 'no reason given'}`),
    options,
  ),
  ...section(
    'notes',
    [...report.notes, ...noteGroups(report).map(({ says, results }) => `${results.length} × ${says}`)],
    options,
  ),
  ...section(
    'left behind',
    report.leftBehind.map(({ what, reason }) => `${what}: ${reason}`),
    options,
  ),
  ...section(
    'skipped on purpose',
    skippedGroups(report).map(({ says, results }) => `${results.map(titleOf).join(', ')}: ${says}`),
    options,
  ),
  ...section('slowest', slowestLines(report), options),
  ...[troubleSentence(report.summary)].filter((line) => line !== null),
  ...coverageLines(report, options),
]

/** If there are several kinds, they add up to the blocked cases: `blocked: 12 identity + 3 safety = 15`. */
function blockedHeading({ blocked, cases }: TerminalReport['summary']): string {
  const kinds = Object.entries(blocked).filter(([, count]) => count > 0)
  if (kinds.length < 2) return 'blocked'
  return `blocked: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(' + ')} = ${cases.blocked}`
}

/** A cause with its hint, and the names of some cases. */
const causeLines = ({ says, hint, results, broken }: Cause): string[] => {
  const [named, left] = [results.slice(0, MOST_NAMED).map(titleOf).join(', '), results.length - MOST_NAMED]
  return [
    `${results.length} × ${says}${broken === 0 ? ' (differs)' : broken < results.length ? ` (${broken} broken)` : ''}`,
    ...(hint === null ? [] : [`    ${hint}`]),
    `    ${named}${left > 0 ? `, and ${left} more (--all lists them)` : ''}`,
  ]
}

const MOST_NAMED = 3

/** The last lines: unusable identities, why a run ended early, and its figures; the edition unless it is empty. */
export function endLines(
  { identities, summary }: Pick<Report, 'identities' | 'summary'>,
  { paint, isBrief, edition = '' }: { readonly paint: Paint; readonly isBrief: boolean; readonly edition?: string },
): string[] {
  const end = endOf(summary)
  const colour =
    summary.cases.broken > 0 ? paint.red : end === null && summary.cases.held > 0 ? paint.green : paint.yellow
  return [
    ...section('identities', unusable(identities, isBrief), { paint, isAll: false }),
    ...(end === null ? [] : [paint.red(safe(end))]),
    paint.bold(colour(`${verdictSentence(summary)}${edition && ` · edition ${edition}`}`)),
  ]
}

const of = ({ results }: TerminalReport, verdict: 'differs' | 'known'): TerminalReport['results'] =>
  results.filter((result) => result.verdict === verdict)

/** Expected and actual of the first finding, if they are short and not part of its message. */
function figuresOf({ findings: [finding] }: CaseResult): string {
  const { check, expected = null, actual = null } = finding ?? {}
  if (check === 'status' || expected === null || actual === null || `${expected}${actual}`.length > MAX_FIGURES)
    return ''
  return ` (expected ${expected}, was ${actual})`
}

const MAX_FIGURES = 120

/** In brief: only those that fail the run. */
const unusable = (identities: TerminalReport['identities'], isBrief: boolean): string[] =>
  identities
    .filter(({ state }) => state !== 'usable' && !(isBrief && state === 'missing'))
    .map(({ name, state, reason }) => `${name} is ${state}${reason === null ? '' : `: ${reason}`}`)

const section = (name: string, lines: readonly string[], { paint, isAll }: SummaryOptions): string[] => {
  const most = isAll ? Infinity : MAX_LINES
  if (lines.length === 0) return []
  return [
    paint.bold(name),
    ...lines.slice(0, most).map((line) => `  ${safe(line)}`),
    ...(lines.length > most ? [`  and ${lines.length - most} more (--all lists them)`] : []),
    '',
  ]
}

const safe = (text: string): string => toLogLine(cut(text, MAX_WIDTH))

function coverageLines({ run, summary }: TerminalReport, options: SummaryOptions): string[] {
  const table = coverageTable(run, summary.coverage).map((row) => row.map((cell) => (cell === 0 ? '·' : String(cell))))
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  return [
    ...(lines.length === 0 ? [] : [options.paint.bold('coverage')]),
    ...lines.map((line, at) => `  ${at === 0 ? options.paint.dim(line) : line}`),
    ...(lines.length === 0 ? [] : ['']),
    ...section('held in part', heldInPartLines(summary.heldInPart), options),
  ]
}

/** One line for each kind, since a single mistake is often found by many cases. */
const securityLines = (report: TerminalReport): string[] =>
  [...Map.groupBy(securityOf(report), ({ says }) => says)].map(([says, found]) => {
    const titles = found.slice(0, NAMED).map(({ result }) => `${titleOf(result)} ${result.verdict}`)
    const more = found.length > NAMED ? `, and ${found.length - NAMED} more` : ''
    return `${says}: ${titles.join(', ')}${more}`
  })

const NAMED = 3
