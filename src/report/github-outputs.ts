import { conclusionOf } from './conclusion.ts'
import type { Report } from './report.ts'
import { VERDICTS } from './verdict.ts'

/**
 * Runs as outputs of a step of GitHub Actions, as lines for the file `$GITHUB_OUTPUT`: `verdict`, the conclusion; `coverage`, the
 * percent of all documented outcomes that held, rounded down; the number of cases of each verdict; and a path for each report that
 * was written, by the name of its option. No line of a path may equal `delimiter`: pass a random one.
 */
export function workflowOutputs(
  reports: readonly Report[],
  written: Readonly<Record<string, string>>,
  delimiter: string,
): string {
  const total = (of: (report: Report) => number): number => reports.reduce((sum, each) => sum + of(each), 0)
  const documented = total(({ summary }) => summary.outcomes.documented)
  const held = total(({ summary }) => summary.outcomes.held)
  const outputs: Readonly<Record<string, string | number>> = {
    verdict: conclusionOf(reports).conclusion,
    coverage: documented === 0 ? 0 : Math.floor((100 * held) / documented),
    ...Object.fromEntries(VERDICTS.map(([verdict]) => [verdict, total(({ summary }) => summary.cases[verdict])])),
    ...written,
  }
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join('')
}
