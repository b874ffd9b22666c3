import type { CaseResult, Deviates } from '../verify/model/result.ts'
import type { Report } from './report.ts'
import { toEscapedJson } from './text/escaped-json.ts'

/** How long a drafted deviation is accepted by default. */
const DAYS = 90

/**
 * Drafts a file of known deviations, to be completed with reasons and dates. Cases that deviate in the same way share an entry; known
 * deviations keep theirs. From a success off loopback, it contains only what the contract fixes.
 */
export function deviationsDraft(
  reports: readonly Report[],
  now: Date,
): { readonly text: string; readonly count: number } {
  const until = new Date(now.getTime() + DAYS * 86_400_000).toISOString().slice(0, 10)
  // Sorted, so that two drafts can be compared.
  const results = reports
    .flatMap((report) => report.results)
    .flatMap(deviatingOf)
    .toSorted(byName)
  const entries = Map.groupBy(results, (each) => bodyOf(each, until))
  const texts = [...entries].map(([body, cases]) => entryOf(body, cases))
  return { text: `${HEAD}${texts.length === 0 ? '[]\n' : texts.join('')}`, count: results.length }
}

const HEAD = `# Known deviations: how this target deviates from the contract, why that is accepted, and until which date.
# A case that deviates in any other way, or after its date, is broken; one that holds again gets a note.
# Members omitted from a finding (call, at, says, found) match anything.
`

/** A case that deviates, and how. */
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

/** An entry without its cases. JSON is valid YAML, without its surprises. */
function bodyOf({ transport, findings, deviates }: Deviating, until: string): string {
  const accepted = deviates.accepted ?? { reason: `to be explained: ${findings[0]?.message ?? 'it deviates'}`, until }
  const recorded = deviates.findings.map((each) => `    - ${toEscapedJson(each)}\n`).join('')
  return `${transport === 'http' ? '' : `  transport: ${transport}\n`}  findings:
${recorded}  reason: ${toEscapedJson(accepted.reason)}
  until: '${accepted.until}'
`
}
