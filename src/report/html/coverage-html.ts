import { html, type Markup } from '../../html/html.ts'
import type { RunInfo } from '../../verify/model/events.ts'
import type { Source } from '../../verify/model/finding.ts'
import type { CoverageRow, OutcomeState, Summary } from '../../verify/model/summary.ts'
import { heldInPartLines } from '../coverage-table.ts'
import { STATES, statesOf } from '../verdict.ts'

interface CoveredRun extends Pick<RunInfo, 'arranger'> {
  readonly summary: Pick<Summary, 'coverage' | 'heldInPart'>
}

/** Coverage as a picture: operations × sources, each cell a bar of its outcomes by state, with the same in figures. */
export function coverageSection(run: CoveredRun): Markup {
  const { coverage, heldInPart } = run.summary
  if (coverage.length === 0) return html``
  const sources = SOURCES.filter((source) => coverage.some((row) => row.source === source))
  const most = Math.max(...coverage.map(({ outcomes }) => total(outcomes)))
  return html`<section>
    <h2>Coverage</h2>
    <p class="muted">The documented outcomes of each operation, by what they rest on.</p>
    <ul class="legend" role="list">
      ${statesOf(run).map(([state, word]) => html`<li><span class="swatch is-${state}"></span> ${word}</li> `)}
    </ul>
    <div class="wide" tabindex="0" role="group" aria-label="Coverage by operation and source">
      <table class="coverage">
        <thead>
          <tr>
            <th scope="col">operation</th>
            ${sources.map((source) => html`<th scope="col">${source}</th> `)}
          </tr>
        </thead>
        <tbody>
          ${[...Map.groupBy(coverage, ({ operation }) => operation)].map(
            ([operation, rows]) =>
              html`<tr>
                <th scope="row">${operation}</th>
                ${sources.map((source) =>
                  cell(
                    rows.find((row) => row.source === source),
                    most,
                    run,
                  ),
                )}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${
      heldInPart.length === 0
        ? ''
        : html`<ul>
            ${heldInPartLines(heldInPart).map((line) => html`<li>${line}</li> `)}
          </ul>`
    }
  </section>`
}

const SOURCES: readonly Source[] = ['document', 'server', 'inferred']

const total = (outcomes: CoverageRow['outcomes']): number => STATES.reduce((sum, [state]) => sum + outcomes[state], 0)

/** Bars have the same scale everywhere, so that an operation with many outcomes looks like one. */
function cell(row: CoverageRow | undefined, most: number, run: CoveredRun): Markup {
  if (row === undefined) return html`<td><span class="muted">none</span></td> `
  const all = total(row.outcomes)
  return html`<td>
    <svg class="bar" viewBox="0 0 ${most} 1" preserveAspectRatio="none" aria-hidden="true">
      ${segments(row.outcomes)}
    </svg>
    <span>${row.outcomes.held} of ${all} held${others(row.outcomes, run)}</span>
  </td> `
}

/** SVG, since a server that shows the page, such as one for CI artifacts, may forbid inline styles. */
function segments(outcomes: CoverageRow['outcomes']): Markup[] {
  let x = 0
  return STATES.flatMap(([state]) => {
    const width = outcomes[state]
    const at = x
    x += width
    return width === 0 ? [] : [html`<rect class="is-${state}" x="${at}" y="0" width="${width}" height="1"></rect>`]
  })
}

const others = (outcomes: CoverageRow['outcomes'], run: CoveredRun): string =>
  statesOf(run)
    .filter(([state]) => state !== HELD && outcomes[state] > 0)
    .map(([state, word]) => `, ${outcomes[state]} ${word}`)
    .join('')

const HELD: OutcomeState = 'held'
