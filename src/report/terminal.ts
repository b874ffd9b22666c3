import type { RunEvent, RunInfo } from '../verify/model/events.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { titleOf } from './case-title.ts'
import { causeKey, findingsBeyond } from './causes.ts'
import { foundSentence } from './found.ts'
import { failureLines, type FailureLine } from './failure.ts'
import { toLogLine } from './text/log.ts'
import { createProgress } from './progress.ts'
import { NO_PAINT, type Paint } from './paint.ts'
import type { EventOf } from './report.ts'
import { securityWords } from './security.ts'
import { endLines, summaryLines, type TerminalReport } from './terminal-summary.ts'

/** Options of a terminal report. */
export interface TerminalOptions {
  /** Adds no newline. */
  readonly out: (text: string) => void
  /** Whether lines can be rewritten; otherwise, which is the default, no progress is shown, as in CI. */
  readonly isTty?: boolean
  /** None by default. */
  readonly paint?: Paint
  /** Columns; 80 by default. */
  readonly width?: number
  /** Only breaches and the last line. */
  readonly quiet?: boolean
  /** Each breach in full, and every case instead of groups by cause. */
  readonly all?: boolean
  /** Whether the last line of a run names its edition, for one of several runs. */
  readonly namesEdition?: boolean
}

/** Takes the events of a run as they arrive, and of further runs after it. */
export type Terminal = (event: RunEvent) => void

/** Reports a run on a terminal: progress while it lasts, each breach as it is found, then the summary. */
export function createTerminal({
  out,
  isTty = false,
  paint = NO_PAINT,
  width = 80,
  quiet = false,
  all = false,
  namesEdition = false,
}: TerminalOptions): Terminal {
  const progress = createProgress({ out, width, shown: isTty && !quiet })
  const line = (text: string): void => out(`${text}\n`)
  let seen: RunEvent[] = []
  // The first case of each cause, which represents the others.
  let causes = new Map<string, CaseResult>()
  // In a selection of a few cases, differences are shown, too.
  const isShown = ({ verdict }: CaseResult): boolean =>
    verdict === 'broken' ||
    (verdict === 'differs' && seen.some((event) => event.kind === 'planned' && event.run.cases <= FEW))

  const tell = (event: RunEvent): void => {
    if (event.kind === 'planned' && !quiet && event.run.leastMs >= LONG_MS)
      progress.above(() => line(planLine(event.run)))
    if (event.kind === 'found' && !quiet) progress.above(() => line(toLogLine(foundSentence(event))))
    if (event.kind === 'judged' && isShown(event.result)) {
      const lines = all ? failureLines(event.result) : linesFor(event.result, causes)
      progress.above(() => [...lines.map((each) => painted(each, paint)), ''].forEach(line))
    }
    if (event.kind !== 'finished') return
    const report = told(seen, event)
    const isBrief = quiet || event.summary.unreachable !== null
    progress.above(() =>
      [
        ...(isBrief ? [] : summaryLines(report, { paint, isAll: all })),
        ...endLines(report, { paint, isBrief, edition: namesEdition ? report.run.edition : '' }),
      ].forEach(line),
    )
  }

  return (event) => {
    if (event.kind === 'planned') {
      seen = []
      causes = new Map()
    }
    seen.push(event)
    progress.on(event)
    tell(event)
  }
}

/** In full once for each cause, and only the name for further cases, with how many findings they have of their own. */
function linesFor(result: CaseResult, causes: Map<string, CaseResult>): FailureLine[] {
  const key = causeKey(result)
  const first = causes.get(key)
  causes.set(key, first ?? result)
  // Why a recorded deviation does not match differs from case to case.
  if (!first || result.reason !== null || securityWords(result).length > 0) return failureLines(result)
  const text = `  ${ALIKE.padEnd(9)} ${titleOf(first)}${besides(first, result)}`
  return [...failureLines(result).slice(0, 1), { tone: 'place', text }]
}

function besides(first: CaseResult, result: CaseResult): string {
  const more = findingsBeyond(first, result)
  if (more > 0) return `, and ${more} more ${more === 1 ? 'finding; --all shows it' : 'findings; --all shows them'}`
  return result.findings.length < first.findings.length ? ', with fewer findings' : ''
}

const ALIKE = 'as'
const FEW = 5
const LONG_MS = 5000

/** Announces a long run. */
const planLine = ({ cases, leastMs, target }: RunInfo): string =>
  `${cases} cases on ${toLogLine(target)}; with its limits, they take at least ${leastMs < 120_000 ? `${Math.ceil(leastMs / 1000)} seconds` : `${Math.ceil(leastMs / 60_000)} minutes`}`

const told = (
  seen: readonly RunEvent[],
  { summary }: EventOf<'finished'>,
): TerminalReport & { readonly run: Pick<RunInfo, 'edition'> } => ({
  run: seen.find((event) => event.kind === 'planned')?.run ?? { arranger: '', edition: '' },
  identities: seen.filter((event) => event.kind === 'identity'),
  results: seen.filter((event) => event.kind === 'judged').map(({ result }) => result),
  leftBehind: seen.filter((event) => event.kind === 'left-behind'),
  notes: seen.filter((event) => event.kind === 'note').map(({ text }) => text),
  summary,
})

function painted({ tone, text }: FailureLine, paint: Paint): string {
  const line = toLogLine(text)
  if (tone === 'head') return paint.bold(paint.red(line))
  if (tone === 'expected') return paint.green(line)
  if (tone === 'actual') return paint.red(line)
  return tone === 'place' || tone === 'same' ? paint.dim(line) : line
}
