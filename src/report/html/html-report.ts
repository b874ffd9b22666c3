import { html, htmlText, trusted, type Markup } from '../../html/html.ts'
import { toCtrf } from '../formats/ctrf.ts'
import type { Report } from '../report.ts'
import { NOT_JUDGED } from '../conclusion.ts'
import { HOLDS, VERDICTS, seconds, verdictWord } from '../verdict.ts'
import { breachSection } from './breach-html.ts'
import { coverageSection } from './coverage-html.ts'
import { readCtrf, type CtrfDocument, type CtrfRun, type CtrfTest } from './document.ts'
import { gapsSection } from './gaps-html.ts'
import { restSection } from './rest-html.ts'
import { reportStyle } from './style.ts'

/** Runs as one HTML file for people: offline, without a script. It shows the CTRF report, so both have the same figures. */
export const toHtmlReport = (reports: readonly Report[]): string => ctrfHtml(readCtrf(toCtrf(reports), 'the report'))

/** A CTRF report as the same file. */
export const ctrfHtml = ({ timestamp, results: { tests, extra } }: CtrfDocument): string =>
  htmlText(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>
            ${extra.runs.map((run) => `${run.target}: ${verdictWord({ run, summary: run.summary })}`).join('; ')}
          </title>
          <style>
            ${trusted(reportStyle)}
          </style>
        </head>
        <body>
          <main>
            ${extra.runs.map((run) =>
              runSection(
                run,
                tests.filter(({ suite: [, edition] }) => edition === run.edition),
                timestamp,
              ),
            )}
          </main>
          <footer><p>Written by greenroom. Secrets were removed before anything was written.</p></footer>
        </body>
      </html> `,
  )

// With many breaches, a reader wants the list first.
const OPEN = 3

const runSection = (run: CtrfRun, tests: readonly CtrfTest[], timestamp: string): Markup => {
  const of = (verdict: CtrfTest['rawStatus']): CtrfTest[] => tests.filter(({ rawStatus }) => rawStatus === verdict)
  return html`<article>
    ${masthead(run, timestamp)} ${gapsSection(run, tests)} ${security(tests)} ${coverageSection(run)}
    ${breachSection('Broken', of('broken'), OPEN)}
    ${breachSection('Differs, with a weaker source than the gate', of('differs'), 0)} ${restSection(run, tests)}
  </article>`
}

function masthead(run: CtrfRun, timestamp: string): Markup {
  const { summary, target, url, edition } = run
  const word = verdictWord({ run, summary })
  const look = word === HOLDS ? 'holds' : word === NOT_JUDGED ? 'none' : 'fails'
  return html`<header>
    <p class="verdict ${look}">${word}</p>
    <h1>${target} <span class="muted">${edition}</span></h1>
    <p class="muted">
      ${url === target ? '' : html`<code>${url}</code>, `}${timestamp.slice(0, 16).replace('T', ' ')} UTC,
      ${seconds(summary.durationMs)}, ${summary.requests} requests
    </p>
    <ul class="figures" role="list">
      ${VERDICTS.map(
        ([verdict, name]) => html`<li class="is-${verdict}"><b>${summary.cases[verdict]}</b> ${name}</li> `,
      )}
      <li><b>${summary.percent} %</b> coverage, ${summary.outcomes.held} of ${summary.outcomes.documented} outcomes</li>
    </ul>
  </header>`
}

function security(tests: readonly CtrfTest[]): Markup {
  const found = tests.flatMap(({ name, rawStatus, extra }) => extra.security.map((says) => ({ name, rawStatus, says })))
  return found.length === 0
    ? html``
    : html`<section>
        <h2>Security <span class="count">${found.length}</span></h2>
        <ul>
          ${found.map(({ name, rawStatus, says }) => html`<li><code>${name}</code> ${rawStatus}: ${says}</li> `)}
        </ul>
      </section>`
}
