import { DEFAULT_WORLD } from '../../world/worlds.ts'
import { html, terms, trusted, htmlText, type Markup } from './html.ts'
import { overviewStyle } from './style.ts'
import type {
  EventOverview,
  IdentityOverview,
  OperationOverview,
  OutcomeOverview,
  Overview,
  ReservedOverview,
} from './overview.ts'

/** The overview as a self-contained page: no script and no external resources, so that it can be saved and sent. */
export const overviewHtml = (overview: Overview): string =>
  htmlText(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${nameOf(overview)}: what is served</title>
          <style>
            ${trusted(overviewStyle)}
          </style>
        </head>
        <body>
          <a class="skip" href="#operations">Skip to the operations</a>
          ${masthead(overview)} ${contents(overview)}
          <main id="operations">
            ${overview.operations.map(operationSection)} ${overview.events.map(eventSection)}
            ${identities(overview.identities)} ${reserved(overview.reserved)}
          </main>
          <footer>
            <p>
              Sources: 000 to 004 are the documents behind the contract, described in specs/DECISIONS.md;
              <code>server</code> is the behaviour of the real server, <code>inferred</code> our own conclusion.
            </p>
            <p>For JSON, request <code>/</code> with <code>Accept: application/json</code>.</p>
          </footer>
        </body>
      </html> `,
  )

/** The title names the world, so that you can tell browser tabs apart. */
const nameOf = ({ world }: Overview): string => (world === DEFAULT_WORLD ? 'greenroom' : `${world} · greenroom`)

const masthead = (overview: Overview): Markup => {
  const { edition, seed, state } = overview
  return html`<header>
    <h1>${nameOf(overview)}</h1>
    <p class="lead">A stateful mock server. Every answer comes from the contract.</p>
    <p class="state">${state} Open an outcome to see the command that provokes it.</p>
    ${terms({ Edition: edition, Seed: seed })}
  </header>`
}

const contents = ({ operations, events }: Overview): Markup =>
  html`<nav aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ul role="list">
      ${operations.map(
        ({ operation, summary, outcomes }) =>
          html`<li><a href="#${operation}">${summary}</a> <span class="count">${counted(outcomes)}</span></li> `,
      )}
      ${events.map(
        ({ operation, summary, outcomes }) =>
          html`<li>
            <a href="#${operation}@socket">${summary}, over Socket.IO</a>
            <span class="count">${counted(outcomes)}</span>
          </li> `,
      )}
      <li><a href="#identities">Identities</a></li>
      <li><a href="#reserved">Reserved data</a></li>
    </ul>
  </nav>`

const counted = ({ length }: readonly unknown[]): string => `${length} ${length === 1 ? 'outcome' : 'outcomes'}`

const operationSection = (each: OperationOverview): Markup =>
  html`<section aria-labelledby="${each.operation}">
    <h2 id="${each.operation}">${each.summary}</h2>
    <p class="route"><b class="method">${each.method}</b> <code>${each.path}</code></p>
    <p class="place"><code>${each.operation}</code> of ${each.api}, <code>${each.at}</code></p>
    <p>${counted(each.outcomes)} in order of precedence: the first that applies is the answer.</p>
    <ol class="outcomes" role="list">
      ${each.outcomes.map((outcome) => outcomeItem(outcome, command(outcome.curl)))}
    </ol>
  </section> `

const eventSection = (each: EventOverview): Markup =>
  html`<section aria-labelledby="${each.operation}@socket">
    <h2 id="${each.operation}@socket">${each.summary}, over Socket.IO</h2>
    <p class="route">
      <b class="method">${each.event === null ? 'CONNECT' : 'EVENT'}</b> <code>${each.event ?? '/socket.io/'}</code>
    </p>
    <p class="place"><code>${each.operation}</code> of ${each.api}, <code>${each.at}</code></p>
    <p>${counted(each.outcomes)} in order of precedence: the first that applies is the ack.</p>
    <ol class="outcomes" role="list">
      ${each.outcomes.map((outcome) => outcomeItem(outcome, program(outcome.command)))}
    </ol>
  </section> `

// The id is inside the details element, so browsers open it when they follow a link to it.
const outcomeItem = (each: Omit<OutcomeOverview, 'curl'>, way: Markup): Markup =>
  html`<li>
    <details>
      <summary>
        <b class="status of-${Math.floor(each.status / 100)}">${each.status}</b>
        <h3>${each.name}</h3>
        <span class="cause">${each.cause}</span>
      </summary>
      <div class="panel" id="${each.id}">
        ${way}
        <h4>Example body</h4>
        <pre class="body" tabindex="0" role="group" aria-label="Example body of ${each.id}">
${JSON.stringify(each.example, null, 2)}</pre>
        ${origin(each)}
      </div>
    </details>
  </li> `

const origin = ({ sources, statements, at, id }: Omit<OutcomeOverview, 'curl'>): Markup =>
  terms({
    Sources: sources.map((source) => html`<div>${source}</div> `),
    ...Object.fromEntries(
      Object.entries(statements).map(([statement, own]) => [`Source of the ${statement}`, html`${own.join(', ')}`]),
    ),
    Contract: html`<code>${at}</code>`,
    Link: html`<a href="#${id}">#${id}</a>`,
  })

const command = (curl: string | null): Markup =>
  curl === null
    ? html`<p class="none">No command available: this seed has no data for it.</p>`
    : html`<h4>Command <small>click to select</small></h4>
        <pre class="curl">${curl}</pre>`

const program = (line: string): Markup =>
  html`<h4>Print a program <small>click to select</small></h4>
    <pre class="curl">${line}</pre>`

const identities = (all: readonly IdentityOverview[]): Markup =>
  html`<section aria-labelledby="identities">
    <h2 id="identities">Identities</h2>
    <p>Who can call, what they may do, and the headers to send.</p>
    <ul class="identities" role="list">
      ${all.map(identity)}
    </ul>
  </section> `

const identity = ({ name, says, headers }: IdentityOverview): Markup =>
  html`<li>
    <h3>${name}</h3>
    <p>${says}</p>
    <div class="headers">${headerLines(Object.entries(headers))}</div>
  </li> `

const headerLines = (headers: readonly (readonly [string, string])[]): Markup =>
  headers.length === 0
    ? html`<p class="none">no headers</p>`
    : html`${headers.map(([name, value]) => html`<code class="header">${name}: ${value}</code>`)}`

const reserved = (all: readonly ReservedOverview[]): Markup =>
  html`<section aria-labelledby="reserved">
    <h2 id="reserved">Reserved data</h2>
    <p>Values ready to use: each one has the facts shown beside it.</p>
    <table aria-labelledby="reserved">
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Use</th>
        </tr>
      </thead>
      ${[...Map.groupBy(all, ({ subject }) => subject)].map(subjectRows)}
    </table>
  </section>`

const subjectRows = ([subject, all]: readonly [string, readonly ReservedOverview[]]): Markup =>
  html`<tbody>
    <tr>
      <th class="subject" colspan="2" scope="rowgroup">${subject}</th>
    </tr>
    ${all.map(reservedRow)}
  </tbody> `

const reservedRow = ({ values, says, facts }: ReservedOverview): Markup =>
  html`<tr>
    <td>
      ${Object.entries(values).map(([name, value]) => html`<span class="value">${name} <code>${value}</code></span>`)}
    </td>
    <td>${says} ${facts.map((fact) => html`<span class="fact">${fact}</span> `)}</td>
  </tr> `
