import { expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { toMarkdownReport } from './markdown.ts'
import type { Report } from '../report.ts'

const reportOf = (results: CaseResult[], given: Partial<Summary> = {}, more: Partial<Report> = {}): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 2, 3),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results, given),
  ...more,
})

it('as Markdown, the title is marked if a case is broken, and only then', () => {
  expect(toMarkdownReport([reportOf([brokenCase()])])).toMatch(/^# ❌ staging, current: /)
  expect(toMarkdownReport([reportOf([caseResult()])])).toMatch(/^# staging, current: /)
})

it('as Markdown, breaches are shown as far as there is room, and lists end after twenty', () => {
  const results = Array.from({ length: 3 }, () => brokenCase())
  const whole = toMarkdownReport([reportOf(results)])
  expect(whole.match(/<details>/g)).toHaveLength(3)
  expect(toMarkdownReport([reportOf(results)], { maxBytes: 0 })).toContain("and 3 more that don't fit here")
  const known = Array.from({ length: 21 }, () => caseResult({ verdict: 'known', reason: 'a *reason*' }))
  expect(toMarkdownReport([reportOf(known.slice(1))])).not.toMatch(/^- and/m)
  const listed = toMarkdownReport([reportOf(known)])
  expect(listed.match(/^- .*a \\\*reason\\\*$/gm)).toHaveLength(20)
  expect(listed).toContain('- and 1 more')
})
