import { html, type Markup } from '../../html/html.ts'
import { gateWord } from '../../verify/model/gate.ts'
import { endOf, neverWord } from '../verdict.ts'
import type { CtrfRun, CtrfTest } from './document.ts'

/** What makes a pass mean less than it says: cases that were blocked or skipped, outcomes that were never tried, a weak gate. */
export function gapsSection(run: CtrfRun, tests: readonly CtrfTest[]): Markup {
  const gaps = gapsOf(run, tests)
  const tried = neverWord(run).replace(/^never |^not /, '')
  return html`<section>
    <h2>What this verdict leaves open</h2>
    ${
      gaps.length === 0
        ? html`<p>Nothing: every documented outcome was ${tried}, and no case was blocked or skipped.</p>`
        : html`<ul class="gaps">
            ${gaps.map((gap) => html`<li>${gap}</li> `)}
          </ul>`
    }
  </section>`
}

function gapsOf(run: CtrfRun, tests: readonly CtrfTest[]): string[] {
  const { gate, minCoverage, summary } = run
  const never = summary.coverage.reduce((sum, { outcomes }) => sum + outcomes.never, 0)
  const end = endOf(summary)
  return [
    ...(end === null ? [] : [`The run ended early, ${end}.`]),
    ...(summary.lacking.length === 0 ? [] : [`The target has no route for ${summary.lacking.join(', ')}.`]),
    ...(summary.identities.length === 0
      ? []
      : [`The credentials of ${summary.identities.join(', ')} were not usable.`]),
    ...(never === 0 ? [] : [`${counted(never, 'documented outcome')} ${neverWord(run)}.`]),
    ...blockedLines(summary, tests),
    ...skippedLines(tests),
    ...(summary.cases.differs === 0
      ? []
      : [`${counted(summary.cases.differs, 'deviation')} not counted: the gate is ${gateWord(gate)}.`]),
    ...(summary.cases.known === 0 ? [] : [`${counted(summary.cases.known, 'known deviation')} accepted.`]),
    ...(summary.percent < minCoverage
      ? [`Coverage is ${summary.percent} %, below the required ${minCoverage} %.`]
      : []),
  ]
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? ' was' : 's were'}`

/** A line for each kind, with its most frequent reasons. The list of all cases is folded below. */
const blockedLines = ({ blocked }: CtrfRun['summary'], tests: readonly CtrfTest[]): string[] =>
  Object.entries(blocked)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => {
      const reasons = reasonsOf(tests.filter(({ rawStatus, extra }) => rawStatus === 'blocked' && extra.kind === kind))
      return `${counted(count, 'case')} blocked by ${KINDS[kind] ?? kind}: ${reasons}.`
    })

const KINDS: Readonly<Record<string, string>> = {
  identity: 'a missing identity',
  situation: 'a missing situation',
  environment: 'the environment',
}

function skippedLines(tests: readonly CtrfTest[]): string[] {
  const skipped = tests.filter(({ rawStatus }) => rawStatus === 'skipped')
  return skipped.length === 0 ? [] : [`${counted(skipped.length, 'case')} skipped on purpose: ${reasonsOf(skipped)}.`]
}

const SHOWN = 3

/** The most frequent reasons, each with its number. */
function reasonsOf(tests: readonly CtrfTest[]): string {
  const all = [...Map.groupBy(tests, ({ extra: { reason } }) => reason ?? 'no reason given')].sort(
    ([, a], [, b]) => b.length - a.length,
  )
  const shown = all.slice(0, SHOWN).map(([reason, members]) => `${reason.replace(/\.$/, '')} (${members.length})`)
  const more = all.length - shown.length
  return [...shown, ...(more === 0 ? [] : [`${more} more ${more === 1 ? 'reason' : 'reasons'}`])].join('; ')
}
