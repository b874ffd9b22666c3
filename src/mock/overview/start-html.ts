import { html, type Markup } from '../../html/html.ts'
import type { IdentityOverview, Overview, ReservedOverview } from './overview.ts'
import { grouped } from '../../grouped.ts'

/** What people come for first: where to call, with whose credentials, which rooms, and commands that work now. */
export const startSection = (overview: Overview): Markup =>
  html`<section class="start" aria-label="Start">
    <p class="address"><code>${overview.baseUrl}</code> ${consoleLink(overview)}</p>
    ${commands(overview)}
    <div class="columns">${reserved(overview.reserved)} ${identities(overview.identities)}</div>
  </section> `

/** Nothing here may hold the token: anyone who can call the mock can read this page. */
const consoleLink = ({ console }: Overview): Markup =>
  console === null
    ? html``
    : html`<a class="console" href="${console}">Open the console</a>
        <span class="hint"
          >to watch and steer it; <code>npx greenroom console</code> prints its link with the token</span
        >`

const COMMANDS = 3

function commands({ operations }: Overview): Markup {
  const working = operations.flatMap(({ summary, outcomes }) => {
    const success = outcomes.findLast(({ family, curl }) => family === 'success' && curl !== null)
    return success?.curl ? [{ summary, curl: success.curl }] : []
  })
  return html`<h2 id="commands">Commands that work now</h2>
    ${working.slice(0, COMMANDS).map(
      ({ summary, curl }) =>
        html`<h3 class="caption">${summary} <small>(click to select)</small></h3>
          <pre class="curl">${curl}</pre>`,
    )}`
}

const reserved = (all: readonly ReservedOverview[]): Markup =>
  html`<div>
    <h2 id="reserved">Rooms and calls to join</h2>
    ${[...grouped(all, ({ subject }) => subject)].map(subjectList)}
  </div>`

const subjectList = ([subject, all]: readonly [string, readonly ReservedOverview[]]): Markup =>
  html`<h3 class="caption">
      ${subject}, by <code>${[...new Set(all.flatMap(({ values }) => Object.keys(values)))].join(', ')}</code>
    </h3>
    <ul class="reserved" role="list">
      ${all.map(reservedItem)}
    </ul> `

const reservedItem = ({ values, says, facts }: ReservedOverview): Markup =>
  html`<li>
    ${Object.values(values).map((value) => html`<code class="value">${value}</code> `)}
    <span
      >${facts.length === 0 ? '' : html`<b class="fact">${facts.join(', ')}</b> `}${isPlain(says, facts) ? '' : says}</span
    >
  </li> `

/** Whether a text says no more than its facts. */
const isPlain = (says: string, facts: readonly string[]): boolean => says.replaceAll(' and ', ', ') === facts.join(', ')

const identities = (all: readonly IdentityOverview[]): Markup =>
  html`<div>
    <h2 id="identities">Credentials</h2>
    <p class="hint">Who can call, what they may do, and the headers to send.</p>
    <ul class="identities" role="list">
      ${all.map(identity)}
    </ul>
  </div> `

// The first one is open: most calls are made with it.
const identity = (each: IdentityOverview, at: number): Markup => {
  const headers = Object.entries(each.headers)
  if (headers.length === 0)
    return html`<li class="nobody">
      <b>${each.name}</b> <span>${each.says} <i>no headers</i></span>
    </li> `
  const summary = html`<summary><b>${each.name}</b> <span>${each.says}</span></summary>
    ${headers.map(([name, value]) => html`<code class="header">${name}: ${value}</code>`)}`
  return at === 0 ? html`<li><details open>${summary}</details></li> ` : html`<li><details>${summary}</details></li> `
}
