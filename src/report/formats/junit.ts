import { gateWord } from '../../verify/model/gate.ts'
import { junitState, secondsOf, testcaseOf, type JUnitState } from './testcase.ts'
import type { Report } from '../report.ts'
import { endOf, verdictSentence } from '../verdict.ts'
import { toAttributes, toXmlText } from '../text/xml.ts'

/**
 * Runs as JUnit XML, a suite for each operation and edition. Broken is a failure; blocked by the environment an error; otherwise
 * blocked or skipped is skipped, with the reason; differs is skipped, with the differences; known passes, with them as output. A run
 * that ended early adds its own error, so that it is not green for lack of cases.
 */
export function toJUnit(reports: readonly Report[]): string {
  const suites = reports.flatMap((report) => [...suitesOf(report), ...endSuite(report)])
  const totals = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  for (const { summary } of reports) {
    totals.tests +=
      Object.values(summary.cases).reduce((sum, count) => sum + count, 0) + (endOf(summary) === null ? 0 : 1)
    totals.failures += summary.cases.broken
    totals.skipped +=
      summary.cases.skipped + summary.cases.differs + summary.cases.blocked - summary.blocked.environment
    totals.errors += summary.blocked.environment + (endOf(summary) === null ? 0 : 1)
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

function endSuite(report: Report): Suite[] {
  const end = endOf(report.summary)
  if (end === null) return []
  const { edition, url } = report.run
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000' }
  const where = { timestamp: timestampOf(report), hostname: hostOf(url) }
  return [
    (id) =>
      [
        `  <testsuite${toAttributes({ name: `run (${edition})`, ...counts, ...where, id, package: edition })}>`,
        `    <testcase${toAttributes({ name: 'the run reaches its end', classname: `${edition}.run`, time: '0.000' })}>`,
        `      <error${toAttributes({ message: end, type: 'environment' })}>${toXmlText(end)}</error>`,
        '    </testcase>',
        '  </testsuite>',
      ].join('\n'),
  ]
}

// UTC as XML Schema's dateTime without a zone, which readers of this format expect.
const timestampOf = ({ startedAt }: Report): string => new Date(startedAt).toISOString().slice(0, 19)

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : 'unknown')
