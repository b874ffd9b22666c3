import type { CaseResult } from '../verify/model/result.ts'
import type { Report } from './report.ts'

/** For how long a drafted deviation is accepted unless somebody writes another day. */
const DAYS = 90

/**
 * A file of known deviations, drafted from what deviates now: each is to be given its reason and its day. Refusals stand in it
 * as they came, without secrets; of a success off loopback only what the contract fixes is there, and compared.
 */
export function deviationsDraft(
  reports: readonly Report[],
  now: Date,
): { readonly text: string; readonly count: number } {
  const until = new Date(now.getTime() + DAYS * 86_400_000).toISOString().slice(0, 10)
  const results = reports.flatMap((report) => report.results).filter(isDeviating)
  const text = `${HEAD}${results.length === 0 ? '[]\n' : results.map((result) => entry(result, until)).join('')}`
  return { text, count: results.length }
}

const HEAD = `# Known deviations: what this target really answers, why that is accepted, and until which day.
# A case that answers otherwise than recorded, or after its day, is broken again; one that holds again is told.
`

const isDeviating = ({ verdict, deviates }: CaseResult): boolean =>
  deviates !== null && (verdict === 'broken' || verdict === 'differs' || verdict === 'known')

/** JSON is YAML, and has no surprises in it. */
const entry = ({ id, transport, deviates, verdict, reason, findings }: CaseResult, until: string): string => {
  const about =
    verdict === 'known' && reason !== null ? reason : `to be explained: ${findings[0]?.message ?? 'it deviates'}`
  return `
- case: ${id}${transport === 'http' ? '' : `\n  transport: ${transport}`}
  answers: ${JSON.stringify(deviates)}
  reason: ${JSON.stringify(about)}
  until: '${until}'
`
}
