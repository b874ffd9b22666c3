import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { FAMILIES } from './family.ts'
import { html, htmlText, trusted, type Markup } from '../../html/html.ts'
import { outcomeLists, type ShownOutcome } from './outcome-html.ts'
import type { EventOverview, OperationOverview, Overview } from './overview.ts'
import { startSection } from './start-html.ts'
import { overviewStyle } from './style.ts'

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
          ${masthead(overview)}
          <main>
            ${startSection(overview)} ${contents(overview)}
            <div id="operations">
              ${families(overview)} ${overview.operations.map(operationSection)} ${overview.events.map(eventSection)}
            </div>
          </main>
          <footer>
            <p>The documents behind the contract, and how contradictions were resolved: specs/DECISIONS.md.</p>
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
    <p class="state">Edition ${edition}, seed ${seed}. ${state}</p>
  </header>`
}

const contents = ({ operations, events }: Overview): Markup =>
  html`<nav aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ul role="list">
      <li><a href="#commands">Commands that work now</a></li>
      <li><a href="#reserved">Rooms and calls to join</a></li>
      <li><a href="#identities">Credentials</a></li>
    </ul>
    <h2>Outcomes</h2>
    <ul role="list">
      ${operations.map(
        ({ operation, summary, outcomes }) =>
          html`<li><a href="#${operation}">${summary}</a> <span class="count">${outcomes.length}</span></li> `,
      )}
      ${events.map(
        ({ operation, summary, outcomes }) =>
          html`<li>
            <a href="#${operation}@socket">${summary}, over Socket.IO</a> <span class="count">${outcomes.length}</span>
          </li> `,
      )}
    </ul>
  </nav>`

/** What the colours mean, for those who see them; every outcome says it in words, too. */
function families({ operations, events }: Overview): Markup {
  const shown = new Set([...operations, ...events].flatMap(familiesIn))
  return html`<ul class="families" role="list" aria-label="What answers are about">
    ${Object.entries(FAMILIES)
      .filter(([family]) => shown.has(family))
      .map(([family, says]) => html`<li><b class="dot of-${family}"></b> ${says}</li> `)}
  </ul>`
}

const familiesIn = ({ outcomes }: { readonly outcomes: readonly { readonly family: string }[] }): string[] =>
  outcomes.map(({ family }) => family)

const operationSection = (each: OperationOverview): Markup =>
  html`<section aria-labelledby="${each.operation}">
    <h2 id="${each.operation}">${each.summary}</h2>
    <p class="route"><b class="method">${each.method}</b> <code>${each.path}</code></p>
    <p class="place"><code>${each.operation}</code> of ${each.api}, <code>${each.at}</code></p>
    ${outcomeLists(
      each.outcomes.map((outcome): ShownOutcome => ({ ...outcome, way: command(outcome.curl) })),
      'answer',
    )}
  </section> `

const eventSection = (each: EventOverview): Markup =>
  html`<section aria-labelledby="${each.operation}@socket">
    <h2 id="${each.operation}@socket">${each.summary}, over Socket.IO</h2>
    <p class="route">
      <b class="method">${each.event === null ? 'CONNECT' : 'EVENT'}</b> <code>${each.event ?? '/socket.io/'}</code>
    </p>
    <p class="place"><code>${each.operation}</code> of ${each.api}, <code>${each.at}</code></p>
    ${outcomeLists(
      each.outcomes.map((outcome): ShownOutcome => ({ ...outcome, way: program(outcome.command) })),
      'ack',
    )}
  </section> `

const command = (curl: string | null): Markup =>
  curl === null
    ? html`<p class="none">No command available: this seed has no data for it.</p>`
    : html`<h5>Command <small>(click to select)</small></h5>
        <pre class="curl">${curl}</pre>`

const program = (line: string): Markup =>
  html`<h5>Print a program <small>(click to select)</small></h5>
    <pre class="curl">${line}</pre>`
