import { gateWord } from '../../verify/model/gate.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { causesOf, type Cause } from '../causes.ts'
import { coverageTable, heldInPartLines } from '../coverage-table.ts'
import { failureLines, firstSentence } from '../failure.ts'
import { blockedGroups, noteGroups, skippedGroups } from '../groups.ts'
import { toCode, toCodeBlock, toHtml, toMarkdown, toTable } from '../text/markdown.ts'
import { cut, toPlainLine } from '../text/plain.ts'
import type { Report } from '../report.ts'
import { securityOf, type SecurityFinding } from '../security.ts'
import { endOf, seconds, troubleSentence, VERDICTS, verdictWord } from '../verdict.ts'

/** Limits the size of a Markdown report. */
export interface MarkdownOptions {
  /** UTF-8 bytes of details; further breaches are only counted. */
  readonly maxBytes?: number
}

const MAX_ENTRIES = 20
const encoder = new TextEncoder()

/** Runs as a Markdown document: verdict, figures, coverage, each breach, unjudged cases and differences. */
export function toMarkdownReport(
  reports: readonly Report[],
  { maxBytes = Number.POSITIVE_INFINITY }: MarkdownOptions = {},
): string {
  const share = Math.floor(maxBytes / reports.length)
  return `${reports.map((report) => partsOf(report, share).join('\n\n')).join('\n\n')}\n`
}

const partsOf = (report: Report, maxBytes: number): string[] => [
  `# ${report.summary.cases.broken > 0 ? '❌ ' : ''}${toMarkdown(`${report.run.target}, ${report.run.edition}: ${verdictWord(report)}`)}`,
  ...[endOf(report.summary)].filter((end) => end !== null).map(prose),
  '## Cases',
  figures(report),
  ...section(
    'Security',
    [...Map.groupBy(securityOf(report), ({ says }) => says)].map(([says, found]) => securityEntry(says, found)),
  ),
  ...coverage(report),
  ...section('Held in part', heldInPartLines(report.summary.heldInPart).map(prose)),
  ...section('Broken or different, by cause', causesOf(report).map(causeEntry)),
  ...breaches(report, maxBytes),
  ...section(
    'Not judged',
    blockedGroups(report).map(({ kind, says, results }) => `${results.length} × **${kind}**: ${prose(says)}`),
  ),
  ...section(
    'Differs, with a weaker source than the gate',
    of(report, 'differs').map((result) => `${code(titleOf(result))}: ${prose(firstSentence(result))}`),
  ),
  ...section(
    'Skipped on purpose',
    skippedGroups(report).map(
      ({ says, results }) => `${results.map((each) => code(titleOf(each))).join(', ')}: ${prose(says)}`,
    ),
  ),
  ...section(
    'Known deviations',
    of(report, 'known').map((result) => `${code(titleOf(result))}: ${prose(result.reason ?? 'no reason given')}`),
  ),
  ...section('Notes', [
    ...report.notes.map(prose),
    ...noteGroups(report).map(({ says, results }) => `${results.length} × ${prose(says)}`),
  ]),
  ...section(
    'Identities',
    report.identities
      .filter(({ state }) => state !== 'usable')
      .map(({ name, state, reason }) => `${code(name)} is ${state}${reason === null ? '' : `: ${prose(reason)}`}`),
  ),
  ...section(
    'Left behind',
    report.leftBehind.map(({ what, reason }) => `${code(what)}: ${prose(reason)}`),
  ),
]

function figures({ run, summary }: Report): string {
  const trouble = troubleSentence(summary)
  return [
    toTable(
      VERDICTS.map(([, word]) => word),
      [VERDICTS.map(([verdict]) => summary.cases[verdict])],
    ),
    '',
    `Coverage ${summary.percent} % (${summary.outcomes.held} of ${summary.outcomes.documented} outcomes) in ${seconds(summary.durationMs)}, ${summary.requests} requests to ${code(run.url)}; gate: ${gateWord(run.gate)}.`,
    ...(trouble === null ? [] : ['', `${toMarkdown(trouble)}.`]),
  ].join('\n')
}

function coverage({ run, summary }: Report): string[] {
  const [head, ...rows] = coverageTable(run, summary.coverage)
  if (head === undefined) return []
  const asCell = (cell: string | number): string | number => (typeof cell === 'string' ? toMarkdown(cell) : cell)
  return [
    '## Coverage',
    toTable(
      head.map(String),
      rows.map((row) => row.map(asCell)),
    ),
  ]
}

/** One line for each kind, since a single mistake is often found by many cases. */
const securityEntry = (says: string, found: readonly SecurityFinding[]): string => {
  const named = found.slice(0, MOST_NAMED).map(({ result }) => `${code(titleOf(result))} ${result.verdict}`)
  const left = found.length - named.length
  return `${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}: ${prose(says)}`
}

/** Names come first, since text from a server may end in any way. */
const causeEntry = ({ says, hint, results, broken }: Cause): string => {
  const named = results.slice(0, MOST_NAMED).map((each) => code(titleOf(each)))
  const left = results.length - named.length
  const count = `${results.length} × (${broken} broken)`
  const who = `${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`
  return `${count} ${who}: ${prose(says)}${hint === null ? '' : `<br>${toMarkdown(hint)}`}`
}

const MOST_NAMED = 3

function breaches(report: Report, maxBytes: number): string[] {
  const broken = report.results.filter(({ verdict }) => verdict === 'broken')
  const shown: string[] = []
  let left = maxBytes
  for (const result of broken) {
    const text = breach(result)
    left -= encoder.encode(text).length
    if (left < 0) break
    shown.push(text)
  }
  const hidden = broken.length - shown.length
  return [
    ...(broken.length === 0 ? [] : ['## Broken']),
    ...shown,
    ...(hidden === 0 ? [] : [`and ${hidden} more that don't fit here`]),
  ]
}

/** The blank lines end the surrounding HTML block. */
const breach = (result: CaseResult): string =>
  [
    `<details><summary>${toHtml(`${titleOf(result)} (${result.edition})`)}</summary>`,
    toCodeBlock(failureLines(result).map(asDiff).join('\n'), 'diff'),
    '</details>',
  ].join('\n\n')

/** A line for a diff highlighter, with its sign first. */
function asDiff({ tone, text }: ReturnType<typeof failureLines>[number]): string {
  if (tone !== 'expected' && tone !== 'actual') return text.startsWith('✗') ? text : ` ${text}`
  return `${tone === 'expected' ? '-' : '+'}${text.replace(/^ {4}[-+]/, '     ')}`
}

const section = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0
    ? []
    : [
        `## ${title}`,
        [
          ...entries.slice(0, MAX_ENTRIES).map((entry) => `- ${entry}`),
          ...(entries.length > MAX_ENTRIES ? [`- and ${entries.length - MAX_ENTRIES} more`] : []),
        ].join('\n'),
      ]

const of = ({ results }: Report, verdict: 'differs' | 'known'): CaseResult[] =>
  results.filter((result) => result.verdict === verdict)

const MAX_WIDTH = 200
const prose = (text: string): string => toMarkdown(cut(toPlainLine(text), MAX_WIDTH))
const code = (text: string): string => toCode(cut(toPlainLine(text), MAX_WIDTH))
