import type { CaseResult, Deviates } from '../verify/model/result.ts'
import type { Report } from './report.ts'
import { toEscapedJson } from './text/escaped-json.ts'

/** For how long a drafted deviation is accepted unless somebody writes another day. */
const DAYS = 90

/**
 * A file of known deviations, drafted from what deviates now: each is to be given its reason and its day. Cases that deviate in the
 * same way share an entry; what is known already keeps its reason and its day. Of a success off loopback nothing but what the
 * contract fixes is in it.
 */
export function deviationsDraft(
  reports: readonly Report[],
  now: Date,
): { readonly text: string; readonly count: number } {
  const until = new Date(now.getTime() + DAYS * 86_400_000).toISOString().slice(0, 10)
  // In an order of their own, so that two drafts can be held against each other.
  const results = reports
    .flatMap((report) => report.results)
    .flatMap(deviatingOf)
    .toSorted(byName)
  const entries = Map.groupBy(results, (each) => bodyOf(each, until))
  const texts = [...entries].map(([body, cases]) => entryOf(body, cases))
  return { text: `${HEAD}${texts.length === 0 ? '[]\n' : texts.join('')}`, count: results.length }
}

const HEAD = `# Known deviations: where this target departs from the contract, why that is accepted, and until which day.
# A case that deviates in any other way, or after its day, is broken again; one that holds again is told.
# What is left out of a finding (call, at, says, found) may be anything.
`

/** A case that deviates, and in what. */
type Deviating = Pick<CaseResult, 'id' | 'transport' | 'findings'> & { readonly deviates: Deviates }

const deviatingOf = ({ id, transport, findings, verdict, deviates }: CaseResult): Deviating[] =>
  deviates !== null && (verdict === 'broken' || verdict === 'differs' || verdict === 'known')
    ? [{ id, transport, findings, deviates }]
    : []

const byName = (a: Deviating, b: Deviating): number => (`${a.id} ${a.transport}` < `${b.id} ${b.transport}` ? -1 : 1)

const entryOf = (body: string, cases: readonly Deviating[]): string => {
  const ids = cases.map(({ id }) => id)
  return `\n- case:${ids.length === 1 ? ` ${ids.join('')}\n` : `\n${ids.map((id) => `    - ${id}\n`).join('')}`}${body}`
}

/** Everything but which cases it is about. JSON is YAML, and has no surprises in it. */
function bodyOf({ transport, findings, deviates }: Deviating, until: string): string {
  const accepted = deviates.accepted ?? { reason: `to be explained: ${findings[0]?.message ?? 'it deviates'}`, until }
  const recorded = deviates.findings.map((each) => `    - ${toEscapedJson(each)}\n`).join('')
  return `${transport === 'http' ? '' : `  transport: ${transport}\n`}  findings:
${recorded}  reason: ${toEscapedJson(accepted.reason)}
  until: '${accepted.until}'
`
}
