import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CaseResult, Evidence } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { failureText, firstSentence } from '../failure.ts'
import { restsOn } from '../rests-on.ts'
import { toPlainText } from '../text/plain.ts'
import type { Report } from '../report.ts'
import { failsBeside, verdictSentence } from '../verdict.ts'

/**
 * Runs as Allure results: the name of each file with its text. Broken fails; blocked by the environment is Allure's broken, a fault
 * of the test; what is otherwise blocked or skipped is skipped; differs is unknown; known passes, and is marked so. What fails a run
 * beside its cases is broken, as a test of its own.
 */
export function toAllure(reports: readonly Report[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const report of reports) {
    for (const result of report.results) {
      const id = uuidOf(`${report.startedAt} ${keyOf(result)} ${report.run.target}`)
      const trace = traceOf(result)
      if (trace !== null) files.set(`${id}-attachment.txt`, `${toPlainText(trace)}\n`)
      files.set(`${id}-result.json`, json(testOf(result, report, id)))
    }
    const reason = failsBeside(report, report.summary.cases.broken + report.summary.blocked.environment)
    if (reason !== null) {
      const id = uuidOf(`${report.startedAt} ${report.run.edition} ${report.run.target}`)
      files.set(`${id}-result.json`, json(besideTest(reason, report, id)))
    }
  }
  files.set('categories.json', json(CATEGORIES))
  files.set('environment.properties', reports.map(environmentOf).join(''))
  return files
}

const json = (value: unknown): string => `${JSON.stringify(value, plain, 2)}\n`

/** Removes active characters from texts; undefined values are omitted. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value)

const CATEGORIES = [
  { name: 'The contract is broken', matchedStatuses: ['failed'] },
  { name: 'Differs, with a weaker source than the gate', matchedStatuses: ['unknown'] },
  { name: 'Blocked by the environment, or not a whole run', matchedStatuses: ['broken'] },
  { name: 'Not judged', matchedStatuses: ['skipped'] },
]

/** The same case of the same edition in every run. */
const keyOf = ({ edition, transport, id }: CaseResult): string => `${edition} ${transport} ${id}`

const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)

const uuidOf = (text: string): string => digestOf(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** None: unknown. */
type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped' | undefined

function statusOf({ verdict, kind }: CaseResult): AllureStatus {
  if (verdict === 'broken') return 'failed'
  if (verdict === 'differs') return undefined
  if (verdict === 'blocked') return kind === 'environment' ? 'broken' : 'skipped'
  return verdict === 'skipped' ? 'skipped' : 'passed'
}

function testOf(result: CaseResult, { run, startedAt }: Report, id: string): Record<string, unknown> {
  const { operation, outcome, edition, transport, verdict, ms, reason, attempts } = result
  const status = statusOf(result)
  const start = Math.round(startedAt)
  const key = digestOf(`${run.target} ${keyOf(result)}`)
  const label = (name: string, value: string): object => ({ name, value })
  return {
    uuid: id,
    historyId: key,
    testCaseId: key,
    name: titleOf(result),
    fullName: `${edition}.${result.id}`,
    status,
    statusDetails: {
      ...(verdict === 'held' ? {} : { message: reason ?? firstSentence(result) }),
      ...(traceOf(result) === null ? {} : { trace: traceOf(result) }),
      known: verdict === 'known',
      flaky: attempts > 1 && verdict === 'held',
    },
    stage: 'finished',
    start,
    stop: start + Math.max(0, Math.round(ms)),
    labels: [
      label('framework', 'greenroom'),
      label('parentSuite', run.target),
      label('suite', edition),
      label('subSuite', operation),
      label('feature', operation),
      label('story', outcome),
      label('tag', verdict),
    ],
    parameters: [
      { name: 'edition', value: edition },
      { name: 'transport', value: transport },
    ],
    links: [],
    description: `Rests on ${restsOn(result)}; case ${result.at}; contract ${result.contractAt}`,
    steps: result.exchanges.map((exchange) => stepOf(exchange, start)),
    attachments:
      traceOf(result) === null ? [] : [{ name: 'what was found', source: `${id}-attachment.txt`, type: 'text/plain' }],
  }
}

function besideTest(reason: string, { run, startedAt }: Report, id: string): Record<string, unknown> {
  const [start, key] = [Math.round(startedAt), digestOf(`${run.target} ${run.edition}`)]
  return {
    uuid: id,
    historyId: key,
    testCaseId: key,
    name: 'the run as a whole',
    fullName: `${run.edition}.run`,
    status: 'broken',
    statusDetails: { message: reason, known: false, flaky: false },
    stage: 'finished',
    start,
    stop: start,
    labels: [
      { name: 'framework', value: 'greenroom' },
      { name: 'parentSuite', value: run.target },
      { name: 'suite', value: run.edition },
    ],
    parameters: [{ name: 'edition', value: run.edition }],
    links: [],
    steps: [],
    attachments: [],
  }
}

/** Null for a case of which there is nothing to show. */
const traceOf = (result: CaseResult): string | null => (result.findings.length === 0 ? null : failureText(result))

const stepOf = ({ method, target, answer, expect }: Evidence, start: number): Record<string, unknown> => ({
  name: `${method} ${target} → ${answer === null ? 'no answer' : String(answer.status)}, expected ${expect}`,
  statusDetails: {},
  stage: 'finished',
  start,
  stop: start + Math.max(0, Math.round(answer?.ms ?? 0)),
  parameters: [],
  steps: [],
  attachments: [],
})

/** A property for each figure; several editions are told apart by their names. */
function environmentOf({ run, summary }: Report): string {
  const name = run.edition.replaceAll(/[^\w-]/g, '_')
  const property = (key: string, value: string): string =>
    `${name}.${key} = ${toPlainText(value).replaceAll('\\', '\\\\').replaceAll('\n', ' ')}\n`
  return [property('target', run.target), property('url', run.url), property('figures', verdictSentence(summary))].join(
    '',
  )
}
