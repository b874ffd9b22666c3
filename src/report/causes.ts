import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { stableText } from '../verify/model/stable-text.ts'
import { sentenceOf } from './failure.ts'
import { frameworkHint } from './hints.ts'
import type { Report } from './report.ts'

/** Cases that deviate in the same way, as far as the first finding of each shows. */
export interface Cause {
  /** The check and its sentence, without what is of one case only. */
  readonly says: string
  /** What to do, where the framework is known that does so; null: nobody knows. */
  readonly hint: string | null
  readonly results: readonly CaseResult[]
  readonly broken: number
}

/** What breaks or differs, by cause: those that fail the run first, then the most frequent. */
export function causesOf({ results }: Pick<Report, 'results'>): Cause[] {
  const deviating = results.filter(({ verdict }) => verdict === 'broken' || verdict === 'differs')
  return [...Map.groupBy(deviating, causeKey)].map(([says, members]) => toCause(says, members)).toSorted(weightiest)
}

/** The same for all cases of one cause. */
export function causeKey(result: CaseResult): string {
  const [first] = result.findings
  if (first === undefined) return 'no finding says why'
  const { check, actual } = first
  const figure =
    check === 'status' || actual === null || actual.length > MAX_FIGURE ? '' : `, was ${stableText(actual, [])}`
  return `${check}: ${admitted(result)}${stableText(bare(first), [])}${figure}`
}

/** What was let in has a cause for each refusal that it should have met: a missing check of its own. */
const admitted = ({ outcome, findings: [first] }: CaseResult): string =>
  first?.check === 'status' && /^2\d\d$/.test(first.actual ?? '') && /^[45]/.test(first.expected ?? '')
    ? `${outcome}: `
    : ''

const MAX_FIGURE = 60

/** Whose connection it is, which call of a case, and which item of a list is no cause. */
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
