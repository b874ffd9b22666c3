import { expect, it } from 'vitest'
import { caseResult, reportOf } from '../../../tests/support/sample-report.ts'
import type { Drift } from './drift.ts'
import { driftLines, driftMarkdown } from './drift-text.ts'
import { toRecordedRun } from './recorded-run.ts'

const earlier = { ...toRecordedRun(reportOf([])), at: '2026-11-28T04:05:59.123Z' }
const drift = (more: Partial<Drift> = {}): Drift => ({
  kind: 'new',
  weight: 'breaking',
  says: 'it broke',
  results: [caseResult({ id: 'a/b' })],
  ...more,
})

it('a change is a line, with the minute of the earlier run, its weight if it has one, and its cases', () => {
  expect(driftLines(earlier, [drift(), drift({ kind: 'fixed', weight: null })])).toEqual([
    'since 2026-11-28 04:05 UTC: new, breaking: it broke · a/b',
    'since 2026-11-28 04:05 UTC: fixed: it broke · a/b',
  ])
})

it('three cases of a change are named, and how many more there are', () => {
  const named = (...ids: readonly string[]): string | undefined =>
    driftLines(earlier, [drift({ results: ids.map((id) => caseResult({ id })) })])[0]?.split(' · ')[1]
  expect([named('a', 'b', 'c'), named('a', 'b', 'c', 'd', 'e')]).toEqual(['a, b, c', 'a, b, c, and 2 more'])
})

it('a line of a change has three hundred characters at most', () => {
  const [line = ''] = driftLines(earlier, [drift({ says: 'x'.repeat(400) })])
  expect([line.length, line.at(-1)]).toEqual([300, '…'])
})

it('in Markdown, changes are a section, and none is nothing', () => {
  expect(driftMarkdown(earlier, [])).toBe('')
  const lines = driftMarkdown(earlier, [
    drift({ says: 'x'.repeat(400) }),
    drift({ kind: 'gone', weight: null, results: ['a', 'b', 'c', 'd'].map((id) => caseResult({ id })) }),
  ])
  expect(lines.split('\n')).toEqual([
    '## Changed since 2026-11-28 04:05 UTC',
    '',
    expect.stringMatching(/^- \*\*new\*\*, breaking: x{299}… ` ?a\/b ?`$/),
    '- **gone**: it broke ` a, b, c, and 1 more `',
    '',
  ])
})
