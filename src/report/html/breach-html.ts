import { html, type Markup } from '../../html/html.ts'
import type { CtrfTest } from './document.ts'

/** Cases that deviate, by what they say first; the first few are open. */
export function breachSection(title: string, tests: readonly CtrfTest[], open: number): Markup {
  if (tests.length === 0) return html``
  const groups = [...Map.groupBy(tests, ({ message = 'no message' }) => message)].sort(
    ([, a], [, b]) => b.length - a.length,
  )
  let shown = 0
  return html`<section>
    <h2>${title} <span class="count">${tests.length}</span></h2>
    ${groups.map(
      ([message, members]) =>
        html`<h3>${members.length > 1 ? `${members.length} × ` : ''}${message}</h3>
          ${members.map((test) => breach(test, shown++ < open))}`,
    )}
  </section>`
}

const breach = (test: CtrfTest, isOpen: boolean): Markup => {
  const inside = html`<summary><b class="word is-${test.rawStatus}">${test.rawStatus}</b> ${titleText(test)}</summary>
    ${test.extra.security.map((says) => html`<p class="security">Security: ${says}</p> `)}
    <pre class="trace" tabindex="0" role="group" aria-label="Evidence of ${test.name}">${traceLines(test)}</pre>
    ${reproduction(test)}`
  return isOpen ? html`<details open>${inside}</details> ` : html`<details>${inside}</details> `
}

const titleText = ({ name, suite: [, edition] }: CtrfTest): Markup =>
  html`${name} <span class="muted">(${edition})</span>`

/** The evidence, without its head, which the summary has, and without the commands, which follow in blocks of their own. */
const traceLines = ({ trace = '' }: CtrfTest): Markup[] =>
  trace
    .split('\n')
    .filter((line) => !/^(?:✗ | {2}on (?:the target|a mock): )/.test(line))
    .map((line) => html`<span class="${toneOf(line)}">${line === '' ? ' ' : line}</span>`)

function toneOf(line: string): string {
  if (/^ {4}- expected {2}\+ actual$/.test(line)) return 'same'
  if (/^ {4}(?:- |expected:)/.test(line)) return 'expected'
  return /^ {4}(?:\+ |actual:)/.test(line) ? 'actual' : 'same'
}

function reproduction({ extra: { reproduce } }: CtrfTest): Markup {
  const commands = [
    ['Reproduce on the target', reproduce.target],
    ['On a mock', reproduce.mock],
  ] as const
  return html`${commands.map(([title, command]) =>
    command === null
      ? ''
      : html`<h4>${title} <small>(click to select)</small></h4>
          <pre class="paste">${command}</pre>`,
  )}`
}
