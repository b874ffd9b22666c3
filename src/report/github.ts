import type { CaseResult } from '../verify/model/result.ts'
import { titleOf } from './case-title.ts'
import { evidenceLines } from './failure.ts'
import { toMessage, toProperty } from './text/github.ts'
import { blockedGroups, skippedGroups } from './groups.ts'
import { toMarkdownReport } from './formats/markdown.ts'
import { toFileLine } from './file-line.ts'
import type { Report } from './report.ts'
import { securityOf } from './security.ts'
import { failsBeside } from './verdict.ts'

// GitHub shows at most this many of each kind per step.
const SHOWN = 10
// GitHub rejects a step's summary above 1 MiB; this leaves room for tables and headings, which are never cut.
const MAX_DETAILS = 600 * 1024

/** Workflow commands for GitHub Actions, one per line: an error at its case for each breach, and one line for each other kind. */
export function annotations(reports: readonly Report[]): string {
  const broken = reports.flatMap(({ results }) => results.filter(({ verdict }) => verdict === 'broken'))
  const count = reports.reduce((sum, { summary }) => sum + summary.cases.broken, 0)
  return [
    ...reports.flatMap(security),
    ...broken.slice(0, SHOWN).map(errorOf),
    ...(count > SHOWN ? [command('notice', {}, `and ${count - SHOWN} more broken cases`)] : []),
    ...reports.flatMap(besideCases),
    ...reports.flatMap(warnings).slice(0, SHOWN),
    ...reports.flatMap(notices),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** The same runs as a job summary within GitHub's size limit. */
export const jobSummary = (reports: readonly Report[]): string => toMarkdownReport(reports, { maxBytes: MAX_DETAILS })

function errorOf(result: CaseResult): string {
  const place = toFileLine(result.at)
  const lines = evidenceLines(result).map(({ text }) => text.replace(/^ {2}/, ''))
  return command(
    'error',
    {
      ...(place === null ? {} : { file: place.file, line: String(place.line) }),
      title: `${titleOf(result)} (${result.edition})`,
    },
    [...shortened(lines), ...pastes(result)].join('\n'),
  )
}

const MAX_LINES = 25

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES - 1), `… ${lines.length - MAX_LINES + 1} more lines`]

const pastes = ({ reproduce }: CaseResult): string[] => [
  ...(reproduce.target === null ? [] : [`on the target: ${reproduce.target}`]),
  ...(reproduce.mock === null ? [] : [`on a mock: ${reproduce.mock}`]),
]

/** One line for each kind of security finding, whatever the gate. */
const security = (report: Report): string[] =>
  [...Map.groupBy(securityOf(report), ({ says }) => says)].map(([says, found]) =>
    command(
      'warning',
      { title: `security (${report.run.edition})` },
      `${says}: ${found.map(({ result }) => titleOf(result)).join(', ')}`,
    ),
  )

function besideCases(report: Report): string[] {
  const why = failsBeside(report, report.summary.cases.broken)
  return why === null ? [] : [command('error', { title: `greenroom verify (${report.run.edition})` }, why)]
}

const warnings = (report: Report): string[] =>
  blockedGroups(report).map(({ kind, says, results }) =>
    command('warning', { title: `${results.length} blocked, ${kind} (${report.run.edition})` }, says),
  )

const notices = (report: Report): string[] => [
  ...skippedGroups(report).map(({ says, results }) =>
    command(
      'notice',
      { title: `${results.length} skipped on purpose (${report.run.edition})` },
      `${says}: ${results.map(titleOf).join(', ')}`,
    ),
  ),
  ...weakNotices(report),
]

const weakNotices = ({ run, results, summary }: Report): string[] =>
  (['differs', 'known'] as const).flatMap((verdict) => {
    const ids = results.filter((result) => result.verdict === verdict).map(titleOf)
    const title = `${summary.cases[verdict]} ${verdict} (${run.edition})`
    return ids.length === 0 ? [] : [command('notice', { title }, ids.slice(0, MAX_LINES).join(', '))]
  })

function command(
  kind: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${toProperty(value)}`)
  return `::${kind}${written.length === 0 ? '' : ` ${written.join(',')}`}::${toMessage(message)}`
}
