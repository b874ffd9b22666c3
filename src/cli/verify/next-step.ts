import { judged } from '../../report/conclusion.ts'
import type { Report } from '../../report/report.ts'

/** What to do about the cases that need more than a bare URL; empty if none does, with a control plane, or where nothing answered. */
export function nextStep(reports: readonly Pick<Report, 'run' | 'summary'>[]): string {
  const report = reports.find(({ run, summary }) => run.arranger === 'static' && summary.unreachable === null)
  if (!report) return ''
  const { identity, situation, safety, transport, environment } = report.summary.blocked
  if (environment > 0 && judged(report.summary) === 0) return ''
  const count = identity + situation + safety
  const next = `Next: npx greenroom target init ${report.run.url}\n`
  return count > 0
    ? `${count} of the ${report.summary.cases.blocked} blocked cases need more than a URL: identity, situation or safety. ${next}`
    : transport > 0
      ? next
      : ''
}
