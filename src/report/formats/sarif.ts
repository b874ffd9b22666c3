import type { CaseResult } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { causeKey } from '../causes.ts'
import { sentenceOf } from '../failure.ts'
import { toFileLine } from '../file-line.ts'
import { blockedGroups } from '../groups.ts'
import { restsOn } from '../rests-on.ts'
import { securityWords } from '../security.ts'
import { toPlainText } from '../text/plain.ts'
import type { Report } from '../report.ts'
import { endOf, verdictSentence } from '../verdict.ts'

/**
 * Runs as SARIF 2.1.0, for code review: each breach at the line of the contract that it breaks. A breach of a weaker source than the
 * gate is a warning, a known deviation is suppressed, with its reason.
 */
export const toSarif = (reports: readonly Report[]): string =>
  `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: reports.map(runOf) }, plain, 2)}\n`

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** Removes active characters from texts; undefined values are omitted. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value)

function runOf(report: Report): Record<string, unknown> {
  const { run, startedAt, summary, results } = report
  const deviating = results.filter(({ verdict }) => LEVELS[verdict] !== undefined)
  const rules = [...new Set(deviating.map(ruleOf))]
  const end = endOf(summary)
  return {
    tool: {
      driver: {
        name: 'greenroom',
        rules: rules.map((id) => ({ id, shortDescription: { text: `The outcome ${id} is as documented` } })),
      },
    },
    automationDetails: { id: `greenroom/${run.target}/${run.edition}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The folder of the contract and its cases.' } } },
    invocations: [
      {
        executionSuccessful: end === null,
        startTimeUtc: instant(startedAt),
        endTimeUtc: instant(startedAt + summary.durationMs),
        toolExecutionNotifications: [
          ...(end === null ? [] : [{ level: 'error', message: { text: end } }]),
          ...blockedGroups(report).map(({ kind, says, results: { length } }) => ({
            level: 'note',
            message: { text: `${length} blocked, ${kind}: ${says}` },
          })),
        ],
      },
    ],
    results: deviating.map((result) => resultOf(result, rules)),
    properties: { url: run.url, gate: run.gate, figures: verdictSentence(summary), percent: summary.percent },
  }
}

const ROOT = 'SRCROOT'
const instant = (ms: number): string => new Date(ms).toISOString()

const LEVELS: Readonly<Partial<Record<CaseResult['verdict'], 'error' | 'warning'>>> = {
  broken: 'error',
  differs: 'warning',
  known: 'warning',
}

const ruleOf = ({ operation, outcome }: CaseResult): string => `${operation}/${outcome}`

function resultOf(result: CaseResult, rules: readonly string[]): Record<string, unknown> {
  const { verdict, edition, transport, reason, notes, at, contractAt, reproduce, answeredAs } = result
  const rule = ruleOf(result)
  const [contract, own] = [locationOf(contractAt), locationOf(at)]
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: LEVELS[verdict],
    message: { text: messageOf(result) },
    locations: [
      {
        ...contract,
        logicalLocations: [{ name: titleOf(result), fullyQualifiedName: `${edition}/${rule}` }],
      },
    ],
    ...(own === null ? {} : { relatedLocations: [{ id: 1, message: { text: 'the case' }, ...own }] }),
    partialFingerprints: { 'greenroom/v1': `${edition} ${transport} ${result.id} ${causeKey(result)}` },
    ...(verdict === 'known' ? { suppressions: [{ kind: 'external', justification: reason ?? 'accepted' }] } : {}),
    properties: {
      verdict,
      transport,
      place: at,
      restsOn: restsOn(result),
      answeredAs,
      security: securityWords(result),
      notes,
      reproduce,
    },
  }
}

const MOST_FINDINGS = 10

function messageOf(result: CaseResult): string {
  const { findings, answeredAs, outcome } = result
  const sentences = findings.slice(0, MOST_FINDINGS).map((each) => `${each.check}: ${sentenceOf(each)}`)
  const more = findings.length - MOST_FINDINGS
  return [
    `${titleOf(result)}: ${sentences[0] ?? 'it deviates'}`,
    ...sentences.slice(1),
    ...(more > 0 ? [`and ${more} more findings`] : []),
    ...(answeredAs === null ? [] : [`answered as ${answeredAs} instead of ${outcome}`]),
  ].join('\n')
}

function locationOf(place: string): { readonly physicalLocation: object } | null {
  const found = toFileLine(place)
  if (found === null) return null
  const uri = found.file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: ROOT }, region: { startLine: found.line } } }
}
