import { titleOf } from '../case-title.ts'
import { toLogLine } from '../text/log.ts'
import { toCode, toMarkdown } from '../text/markdown.ts'
import { cut, toPlainLine } from '../text/plain.ts'
import type { Drift } from './drift.ts'
import type { RecordedRun } from './recorded-run.ts'

const MOST_NAMED = 3
const MAX_WIDTH = 300

/** What has changed since an earlier run, a line for each change; empty if nothing has. */
export const driftLines = (earlier: RecordedRun, drifts: readonly Drift[]): string[] =>
  drifts.map(({ kind, weight, says, results }) => {
    const what = weight === null ? kind : `${kind}, ${weight}`
    return cut(toLogLine(`since ${instant(earlier)}: ${what}: ${says} · ${namesOf(results)}`), MAX_WIDTH)
  })

/** The same as a section of Markdown. */
export function driftMarkdown(earlier: RecordedRun, drifts: readonly Drift[]): string {
  if (drifts.length === 0) return ''
  const lines = drifts.map(({ kind, weight, says, results }) => {
    const what = `**${kind}**${weight === null ? '' : `, ${weight}`}`
    return `- ${what}: ${toMarkdown(cut(toPlainLine(says), MAX_WIDTH))} ${toCode(namesOf(results))}`
  })
  return `## Changed since ${instant(earlier)}\n\n${lines.join('\n')}\n`
}

const instant = ({ at }: RecordedRun): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

function namesOf(results: Drift['results']): string {
  const named = results.slice(0, MOST_NAMED).map(titleOf).join(', ')
  const left = results.length - MOST_NAMED
  return left > 0 ? `${named}, and ${left} more` : named
}
