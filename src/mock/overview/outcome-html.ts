import { sourceTitle } from '../../contract/model/documents.ts'
import { FAMILIES } from './family.ts'
import { html, terms, type Markup } from '../../html/html.ts'
import type { OutcomeOverview } from './overview.ts'

/** An outcome as the page shows it, over HTTP or on a socket. */
export type ShownOutcome = Omit<OutcomeOverview, 'curl'> & { readonly way: Markup }

/** The outcomes of an operation: the order of precedence in short, then successes, then refusals in that order. */
export function outcomeLists(outcomes: readonly ShownOutcome[], answer: string): Markup {
  const placed = outcomes.map((outcome, index) => ({ outcome, place: index + 1 }))
  const [successes, refusals] = [
    placed.filter(({ outcome }) => outcome.family === 'success'),
    placed.filter(({ outcome }) => outcome.family !== 'success'),
  ]
  return html`<p>In this order, the first that applies is the ${answer}:</p>
    <ol class="order">
      ${outcomes.map(({ id, name, family }) => html`<li class="of-${family}"><a href="#${id}">${name}</a></li> `)}
    </ol>
    ${successes.length === 0 ? '' : group('Successes', successes)}
    ${refusals.length === 0 ? '' : group('Refusals', refusals)}`
}

interface Placed {
  readonly outcome: ShownOutcome
  readonly place: number
}

const group = (title: string, all: readonly Placed[]): Markup =>
  html`<h3 class="group">${title}</h3>
    <ul class="outcomes" role="list">
      ${all.map(outcomeItem)}
    </ul>`

// The id is inside the details element, so browsers open it when they follow a link to it.
const outcomeItem = ({ outcome, place }: Placed): Markup =>
  html`<li>
    <details>
      <summary>
        <span class="place-number">${place}</span>
        <b class="status of-${outcome.family}">${outcome.status}</b>
        <h4>${outcome.name}</h4>
        <span class="cause">${outcome.cause}</span>
      </summary>
      <div class="panel" id="${outcome.id}">
        ${outcome.way}
        <h5>Example body</h5>
        <pre class="body" tabindex="0" role="group" aria-label="Example body of ${outcome.id}">
${JSON.stringify(outcome.example, null, 2)}</pre>
        ${origin(outcome)}
      </div>
    </details>
  </li> `

const origin = ({ family, sources, statements, at, id }: ShownOutcome): Markup =>
  terms({
    About: FAMILIES[family],
    Sources: sources.map((source) => html`<div>${sourceText(source)}</div> `),
    ...Object.fromEntries(
      Object.entries(statements).map(([statement, own]) => [
        `Source of the ${statement}`,
        own.map((source) => html`<div>${sourceText(source)}</div> `),
      ]),
    ),
    Contract: html`<code>${at}</code>`,
    Link: html`<a href="#${id}">#${id}</a>`,
  })

/** What a document is about, before the name of its file, which says nothing to readers. */
const sourceText = (source: string): Markup => {
  const title = sourceTitle(source)
  return title === source ? html`${source}` : html`${title} <small class="file">${source}</small>`
}
