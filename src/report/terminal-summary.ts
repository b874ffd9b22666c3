import type { CaseResult } from '../verify/model/result.ts'
import type { CoverageRow } from '../verify/model/summary.ts'
import { titleOf } from './case-title.ts'
import { firstSentence } from './failure.ts'
import { blockedGroups, noteGroups } from './groups.ts'
import { toLogLine } from './text/log.ts'
import { cut } from './text/plain.ts'
import type { Paint } from './paint.ts'
import type { Report } from './report.ts'
import { endOf, STATES, troubleSentence, verdictSentence } from './verdict.ts'

/** The parts of a report that a terminal shows. */
export type TerminalReport = Pick<Report, 'identities' | 'results' | 'leftBehind' | 'notes' | 'summary'>

const MAX_GROUPS = 20
const MAX_WIDTH = 300

/** What else there is to know of a run beside its breaches, a line each; nothing of what did not happen. */
export const summaryLines = (report: TerminalReport, paint: Paint): string[] => [
  ...section(
    'blocked',
    blockedGroups(report).map(({ kind, says, results }) => `${results.length} × ${kind}: ${says}`),
    paint,
  ),
  ...section(
    'differs',
    of(report, 'differs').map((result) => `${titleOf(result)}: ${firstSentence(result)}${figuresOf(result)}`),
    paint,
  ),
  ...section(
    'known',
    of(report, 'known').map((result) => `${titleOf(result)}: ${result.reason ?? 'no reason given'}`),
    paint,
  ),
  ...section(
    'notes',
    [...report.notes, ...noteGroups(report).map(({ says, results }) => `${results.length} × ${says}`)],
    paint,
  ),
  ...section(
    'left behind',
    report.leftBehind.map(({ what, reason }) => `${what}: ${reason}`),
    paint,
  ),
  ...[troubleSentence(report.summary)].filter((line) => line !== null),
  ...coverageLines(report.summary.coverage, paint),
]

/** The last lines: whose credentials are no use, why a run ended early, if it did, and its figures. */
export function endLines(
  { identities, summary }: TerminalReport,
  { paint, isBrief }: { readonly paint: Paint; readonly isBrief: boolean },
): string[] {
  const end = endOf(summary)
  const colour =
    summary.cases.broken > 0 ? paint.red : end === null && summary.cases.held > 0 ? paint.green : paint.yellow
  return [
    ...section('identities', unusable(identities, isBrief), paint),
    ...(end === null ? [] : [paint.red(safe(end))]),
    paint.bold(colour(verdictSentence(summary))),
  ]
}

const of = ({ results }: TerminalReport, verdict: 'differs' | 'known'): TerminalReport['results'] =>
  results.filter((result) => result.verdict === verdict)

/** Expected and actual of the first finding, where they are short and its sentence does not say them. */
function figuresOf({ findings: [finding] }: CaseResult): string {
  const { check, expected = null, actual = null } = finding ?? {}
  if (check === 'status' || expected === null || actual === null || `${expected}${actual}`.length > MAX_FIGURES)
    return ''
  return ` (expected ${expected}, was ${actual})`
}

const MAX_FIGURES = 120

/** In brief: those alone that the run fails for. */
const unusable = (identities: TerminalReport['identities'], isBrief: boolean): string[] =>
  identities
    .filter(({ state }) => state !== 'usable' && !(isBrief && state === 'missing'))
    .map(({ name, state, reason }) => `${name} is ${state}${reason === null ? '' : `: ${reason}`}`)

const section = (name: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length === 0
    ? []
    : [
        paint.bold(name),
        ...lines.slice(0, MAX_GROUPS).map((line) => `  ${safe(line)}`),
        ...(lines.length > MAX_GROUPS ? [`  and ${lines.length - MAX_GROUPS} more`] : []),
        '',
      ]

const safe = (text: string): string => toLogLine(cut(text, MAX_WIDTH))

function coverageLines(coverage: readonly CoverageRow[], paint: Paint): string[] {
  if (coverage.length === 0) return []
  const rows = [
    ['outcomes of', 'source', ...STATES.map(([, head]) => head)],
    ...coverage.map(({ operation, source, outcomes }) => [
      operation,
      source,
      ...STATES.map(([state]) => (outcomes[state] === 0 ? '·' : String(outcomes[state]))),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  return lines.map((line, at) => (at === 0 ? paint.dim(line) : line)).concat('')
}
