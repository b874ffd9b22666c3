import { html, type HtmlPart, type Markup } from '../../html/html.ts'
import { troubleSentence } from '../verdict.ts'
import type { CtrfRun, CtrfTest } from './document.ts'

/** What is worth a look only if one looks for it: folded. */
export const restSection = (run: CtrfRun, tests: readonly CtrfTest[]): Markup => {
  const of = (verdict: CtrfTest['rawStatus']): CtrfTest[] => tests.filter(({ rawStatus }) => rawStatus === verdict)
  const notes = [
    ...Map.groupBy(
      tests.flatMap(({ extra }) => extra.notes),
      (note) => note,
    ),
  ]
  const trouble = troubleSentence(run.summary)
  return html`<section>
    <h2>The rest</h2>
    ${folded('Blocked', of('blocked').map(withReason))} ${folded('Known deviations', of('known').map(withReason))}
    ${folded('Skipped', of('skipped').map(withReason))}
    ${folded(
      'Held',
      of('held').map(({ name, duration }) => `${name}, ${duration} ms`),
    )}
    ${folded('Notes', [...(run.notes ?? []), ...notes.map(([note, all]) => `${all.length} × ${note}`)])}
    ${folded(
      'Identities',
      run.identities.map(({ name, state, reason }) => `${name}: ${state}${reason === null ? '' : `, ${reason}`}`),
    )}
    ${folded(
      'Left behind',
      run.leftBehind.map(({ what, reason }) => `${what}: ${reason}`),
    )}
    ${folded('Network trouble', trouble === null ? [] : [trouble])}
  </section>`
}

const withReason = ({ name, extra: { reason } }: CtrfTest): string => (reason === null ? name : `${name}: ${reason}`)

const folded = (title: string, entries: readonly HtmlPart[]): Markup =>
  entries.length === 0
    ? html``
    : html`<details>
        <summary>${title} <span class="count">${entries.length}</span></summary>
        <ul>
          ${entries.map((entry) => html`<li>${entry}</li> `)}
        </ul>
      </details> `
