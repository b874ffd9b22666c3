import type { CaseResult } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { evidenceLines, failureText, firstSentence, asText } from '../failure.ts'
import { toFileLine } from '../file-line.ts'
import { toPlainText } from '../text/plain.ts'
import type { Report } from '../report.ts'
import { securityWords } from '../security.ts'
import { failsBeside } from '../verdict.ts'

/**
 * Runs as CTRF (ctrf.io) JSON. The verdict is a test's `rawStatus`; the figures of each run are in `results.extra.runs`. What fails a
 * run beside its cases is a failed test of its own, with the raw status `run`, so that no report is green where the command fails.
 */
export function toCtrf(reports: readonly Report[]): string {
  const summaries = reports.map(({ summary }) => summary)
  const total = (of: (summary: Report['summary']) => number): number =>
    summaries.reduce((sum, each) => sum + of(each), 0)
  const beside = reports.flatMap(besideTests).length
  const start = Math.round(Math.min(...reports.map(({ startedAt }) => startedAt)))
  const stop = Math.round(Math.max(...reports.map(({ startedAt, summary }) => startedAt + summary.durationMs)))
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: 'greenroom verify',
    timestamp: new Date(reports.length === 0 ? 0 : start).toISOString(),
    results: {
      tool: { name: 'greenroom' },
      summary: {
        tests: total(({ cases }) => Object.values(cases).reduce((sum, count) => sum + count, 0)) + beside,
        passed: total(({ cases }) => cases.held + cases.known),
        failed: total(({ cases }) => cases.broken) + beside,
        skipped: total(({ cases, blocked }) => cases.skipped + cases.blocked - blocked.environment),
        pending: 0,
        other: total(({ cases, blocked }) => cases.differs + blocked.environment),
        start: reports.length === 0 ? 0 : start,
        stop: reports.length === 0 ? 0 : stop,
      },
      tests: reports.flatMap((report) => [...report.results.map(testOf), ...besideTests(report)]),
      extra: {
        runs: reports.map(({ run, identities, leftBehind, notes, summary }) => ({
          ...run,
          identities: identities.map(({ name, state, reason }) => ({ name, state, reason })),
          leftBehind: leftBehind.map(({ what, reason }) => ({ what, reason })),
          notes,
          summary,
        })),
      },
    },
  }
  return `${JSON.stringify(document, plain, 2)}\n`
}

/** Removes active characters from texts; undefined values are omitted. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value)

function testOf(result: CaseResult): Record<string, unknown> {
  const { edition, operation, verdict, attempts, ms, at } = result
  const place = toFileLine(at)
  return {
    name: titleOf(result),
    status: statusOf(result),
    rawStatus: verdict,
    duration: Math.max(0, Math.round(ms)),
    suite: [operation, edition],
    ...saysOf(result),
    ...(place === null ? {} : { filePath: place.file, line: place.line }),
    retries: Math.max(0, attempts - 1),
    flaky: attempts > 1 && verdict === 'held',
    extra: {
      kind: result.kind,
      reason: result.reason,
      outcome: result.outcome,
      transport: result.transport,
      source: result.source,
      sources: result.sources,
      contractAt: result.contractAt,
      answeredAs: result.answeredAs,
      security: securityWords(result),
      notes: result.notes,
      reproduce: result.reproduce,
    },
  }
}

function besideTests(report: Report): Record<string, unknown>[] {
  const reason = failsBeside(report, report.summary.cases.broken)
  if (reason === null) return []
  return [
    {
      name: 'the run as a whole',
      status: 'failed',
      rawStatus: 'run',
      duration: 0,
      suite: ['run', report.run.edition],
      message: reason,
      extra: { kind: null, reason, security: [], notes: [], reproduce: { target: null, mock: null } },
    },
  ]
}

function statusOf({ verdict, kind }: CaseResult): 'passed' | 'failed' | 'skipped' | 'other' {
  if (verdict === 'broken') return 'failed'
  if (verdict === 'differs') return 'other'
  if (verdict === 'blocked') return kind === 'environment' ? 'other' : 'skipped'
  return verdict === 'skipped' ? 'skipped' : 'passed'
}

function saysOf(result: CaseResult): { message?: string; trace?: string } {
  if (result.verdict === 'broken') return { message: firstSentence(result), trace: failureText(result) }
  if (result.verdict === 'differs') return { message: firstSentence(result), trace: asText(evidenceLines(result)) }
  return result.reason === null ? {} : { message: result.reason }
}
