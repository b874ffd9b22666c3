import type { CaseResult } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { evidenceLines, failureText, firstSentence } from '../failure.ts'
import { toFileLine } from '../file-line.ts'
import { toAttributes, toXmlText } from '../text/xml.ts'

/** What becomes of a case in JUnit's terms. */
export type JUnitState = 'failure' | 'error' | 'skipped' | 'passed'

/** Blocked by the environment is an error; otherwise blocked, skipped or differing is skipped. */
export function junitState({ verdict, kind }: CaseResult): JUnitState {
  if (verdict === 'broken') return 'failure'
  if (verdict === 'blocked') return kind === 'environment' ? 'error' : 'skipped'
  return verdict === 'skipped' || verdict === 'differs' ? 'skipped' : 'passed'
}

/** A case as an element of its suite. */
export function testcaseOf(result: CaseResult): string {
  const { operation, edition, ms, at } = result
  const place = toFileLine(at)
  const attributes = toAttributes({
    name: titleOf(result),
    classname: `${edition}.${operation}`,
    time: secondsOf(ms),
    file: place?.file ?? null,
    line: place?.line ?? null,
  })
  const inside = insideOf(result)
  return inside === '' ? `    <testcase${attributes}/>` : `    <testcase${attributes}>\n${inside}\n    </testcase>`
}

function insideOf(result: CaseResult): string {
  const { verdict, kind } = result
  const reason = result.reason ?? 'no reason given'
  const blocked = verdict === 'blocked' ? `blocked, ${kind ?? 'situation'}: ${reason}` : reason
  const type = kind ?? verdict
  const inside: Readonly<Record<JUnitState, () => string>> = {
    failure: () =>
      `      <failure${toAttributes({ message: firstSentence(result), type })}>${toXmlText(failureText(result))}</failure>`,
    error: () => `      <error${toAttributes({ message: blocked, type })}>${toXmlText(blocked)}</error>`,
    skipped: () =>
      verdict === 'differs' ? differing(result) : `      <skipped${toAttributes({ message: blocked })}/>`,
    passed: () => outputOf(result),
  }
  return inside[junitState(result)]()
}

/** As passed, it would be hidden on dashboards. */
const differing = (result: CaseResult): string => {
  const message = `differs, with a weaker source (${result.findings[0]?.source ?? result.source}) than the gate: ${firstSentence(result)}`
  return `      <skipped${toAttributes({ message })}>${toXmlText(
    evidenceLines(result)
      .map(({ text }) => text)
      .join('\n'),
  )}</skipped>`
}

function outputOf(result: CaseResult): string {
  const { verdict, reason, notes } = result
  const lines = [
    ...(verdict === 'held' ? [] : [reason === null ? verdict : `${verdict}: ${reason}`]),
    ...(verdict === 'held' ? [] : evidenceLines(result).map((line) => line.text)),
    ...notes,
  ]
  return lines.length === 0 ? '' : `      <system-out>${toXmlText(lines.join('\n'))}</system-out>`
}

/** Seconds with three decimals, as JUnit has times. */
export const secondsOf = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3)
