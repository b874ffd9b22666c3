import { gateWord } from '../../verify/model/gate.ts'
import { junitState, secondsOf, testcaseOf, type JUnitState } from './testcase.ts'
import type { Report } from '../report.ts'
import { failsBeside, verdictSentence } from '../verdict.ts'
import { toAttributes, toXmlText } from '../text/xml.ts'

/**
 * Runs as JUnit XML, a suite for each operation and edition. Broken is a failure; blocked by the environment an error; otherwise
 * blocked or skipped is skipped, with the reason; differs is skipped, with the differences; known passes, with them as output. What
 * fails a run beside its cases is an error of its own, so that it is not green where the command fails.
 */
export function toJUnit(reports: readonly Report[]): string {
  const suites = reports.flatMap((report) => [...suitesOf(report), ...endSuite(report)])
  const totals = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  for (const report of reports) {
    const { summary } = report
    const beside = besideOf(report) === null ? 0 : 1
    totals.tests += Object.values(summary.cases).reduce((sum, count) => sum + count, 0) + beside
    totals.failures += summary.cases.broken
    totals.skipped +=
      summary.cases.skipped + summary.cases.differs + summary.cases.blocked - summary.blocked.environment
    totals.errors += summary.blocked.environment + beside
  }
  const time = secondsOf(reports.reduce((sum, { summary }) => sum + summary.durationMs, 0))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${toAttributes({ name: 'greenroom verify', time, ...totals })}>`,
    ...suites.map((suite, id) => suite(id)),
    '</testsuites>',
    '',
  ].join('\n')
}

/** A suite, given its id. */
type Suite = (id: number) => string

function suitesOf(report: Report): Suite[] {
  const operations = [...new Set(report.results.map(({ operation }) => operation))]
  return operations.map((operation) => suiteOf(report, operation))
}

function suiteOf(report: Report, operation: string): Suite {
  const results = report.results.filter((result) => result.operation === operation)
  const counted = (state: JUnitState): number => results.filter((result) => junitState(result) === state).length
  return (id) =>
    [
      `  <testsuite${toAttributes({
        name: `${operation} (${report.run.edition})`,
        tests: results.length,
        failures: counted('failure'),
        errors: counted('error'),
        skipped: counted('skipped'),
        time: secondsOf(results.reduce((sum, { ms }) => sum + ms, 0)),
        timestamp: timestampOf(report),
        hostname: hostOf(report.run.url),
        id,
        package: report.run.edition,
      })}>`,
      propertiesOf(report, operation),
      ...results.map(testcaseOf),
      '  </testsuite>',
    ].join('\n')
}

/** The run, its figures and notes, and the coverage of the operation. */
function propertiesOf({ run, summary, notes }: Report, operation: string): string {
  const coverage = summary.coverage.filter((row) => row.operation === operation)
  const properties = {
    target: run.target,
    url: run.url,
    edition: run.edition,
    arranger: run.arranger,
    gate: gateWord(run.gate),
    summary: verdictSentence(summary),
    'coverage.percent': summary.percent,
    ...Object.fromEntries(notes.map((note, index) => [`note.${index + 1}`, note] as const)),
    ...Object.fromEntries(
      coverage.flatMap(({ source, outcomes }) =>
        Object.entries(outcomes).map(([state, count]) => [`coverage.${source}.${state}`, count] as const),
      ),
    ),
  }
  return [
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${toAttributes({ name, value })}/>`),
    '    </properties>',
  ].join('\n')
}

/** Broken cases are failures and those that the environment blocked are errors, so that both fail a pipeline. */
const besideOf = (report: Report): string | null =>
  failsBeside(report, report.summary.cases.broken + report.summary.blocked.environment)

function endSuite(report: Report): Suite[] {
  const why = besideOf(report)
  if (why === null) return []
  const { edition, url } = report.run
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000' }
  const where = { timestamp: timestampOf(report), hostname: hostOf(url) }
  return [
    (id) =>
      [
        `  <testsuite${toAttributes({ name: `run (${edition})`, ...counts, ...where, id, package: edition })}>`,
        `    <testcase${toAttributes({ name: 'the run as a whole', classname: `${edition}.run`, time: '0.000' })}>`,
        `      <error${toAttributes({ message: why, type: 'run' })}>${toXmlText(why)}</error>`,
        '    </testcase>',
        '  </testsuite>',
      ].join('\n'),
  ]
}

// UTC as XML Schema's dateTime without a zone, which readers of this format expect.
const timestampOf = ({ startedAt }: Report): string => new Date(startedAt).toISOString().slice(0, 19)

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : 'unknown')
