import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { stableText } from '../verify/model/stable-text.ts'
import { sentenceOf } from './failure.ts'
import { frameworkHint } from './hints.ts'
import type { Report } from './report.ts'

/** Cases that deviate in the same way, judged by the first finding of each. */
export interface Cause {
  /** The check and its message, without what is specific to one case. */
  readonly says: string
  /** What to do, if a framework is known to do this. */
  readonly hint: string | null
  readonly results: readonly CaseResult[]
  readonly broken: number
}

/** What breaks or differs, by cause: those that fail the run first, then the most frequent. */
export function causesOf({ results }: Pick<Report, 'results'>): Cause[] {
  const deviating = results.filter(({ verdict }) => verdict === 'broken' || verdict === 'differs')
  return [...Map.groupBy(deviating, causeKey)].map(([says, members]) => toCause(says, members)).toSorted(weightiest)
}

/** Equal for all cases of one cause. */
export function causeKey(result: CaseResult): string {
  const [first] = result.findings
  return first === undefined ? 'no finding' : keyOf(first, result)
}

/** How many findings of a case another one lacks. */
export function findingsBeyond(other: CaseResult, result: CaseResult): number {
  const left = other.findings.map((each) => keyOf(each, other))
  return result.findings.filter((each) => {
    const at = left.indexOf(keyOf(each, result))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  }).length
}

function keyOf(finding: Finding, { outcome }: CaseResult): string {
  const { check, actual } = finding
  const figure =
    check === 'status' || actual === null || actual.length > MAX_FIGURE ? '' : `, was ${stableText(actual, [])}`
  return `${check}: ${isAdmitted(finding) ? `${outcome}: ` : ''}${stableText(bare(finding), [])}${figure}`
}

/** An accepted call that should have been refused has a cause for each expected outcome: each is a separate missing check. */
const isAdmitted = ({ check, expected, actual }: Finding): boolean =>
  check === 'status' && /^2\d\d$/.test(actual ?? '') && /^[45]/.test(expected ?? '')

const MAX_FIGURE = 60

/** Drops what is not part of a cause: the connection, the number of the call, and list indexes. */
const bare = (finding: Finding): string =>
  sentenceOf(finding)
    .replaceAll(/\b(observer|caller|stranger) \d+/g, '$1')
    .replaceAll(/\/\d+(?![\w-])/g, '/…')

const toCause = (says: string, results: readonly CaseResult[]): Cause => ({
  says,
  results,
  hint: results.map(frameworkHint).find((hint) => hint !== null) ?? null,
  broken: results.filter(({ verdict }) => verdict === 'broken').length,
})

const weightiest = (a: Cause, b: Cause): number =>
  Number(b.broken > 0) - Number(a.broken > 0) || b.results.length - a.results.length
