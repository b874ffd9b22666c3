import { describe, expect, it } from 'vitest'
import { caseResult, reportOf, wrongBody, wrongStatus } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { RecordedFinding } from '../../verify/model/target.ts'
import { driftLines, driftMarkdown } from './drift-text.ts'
import { driftSince, type Drift } from './drift.ts'
import { toRecordedRun } from './recorded-run.ts'

const since = (before: readonly CaseResult[], now: readonly CaseResult[]): Drift[] =>
  driftSince(toRecordedRun(reportOf(before)), { results: now })
const short = (before: readonly CaseResult[], now: readonly CaseResult[]): unknown[] =>
  since(before, now).map(({ kind, weight, says, results }) => [kind, weight, says, results.length])

const held = (id: string, more: Partial<CaseResult> = {}): CaseResult => caseResult({ id, ...more })
const broken = (id: string, ...findings: readonly RecordedFinding[]): CaseResult =>
  caseResult({
    id,
    verdict: 'broken',
    findings: [findings[0]?.check === 'body' ? wrongBody : wrongStatus],
    deviates: { findings, accepted: null },
  })
const blocked = (id: string, reason: string | null): CaseResult =>
  caseResult({ id, verdict: 'blocked', kind: 'environment', reason })

const STATUS: RecordedFinding = { check: 'status', found: 400 }
const text = (found: string): RecordedFinding => ({ check: 'body', at: '/message', found })
const SAID = 'status: The status is 403 and should be 400.'

describe('what has changed since a night', () => {
  it('is by transport and case', () => {
    const now = { ...broken('a', STATUS), transport: 'polling' } as const
    expect(short([broken('a', STATUS), held('b')], [broken('a', STATUS), now])).toEqual([['new', 'breaking', SAID, 1]])
  })

  it('comes with the weightiest first, then by kind, then by how many cases there are', () => {
    const before = [
      broken('fixed', STATUS),
      held('more'),
      held('breaks'),
      held('reads'),
      held('gone'),
      held('less', { extra: ['/x'] }),
      held('late-1'),
      held('late-2'),
    ]
    const now = [
      held('fixed'),
      held('more', { extra: ['/x'] }),
      broken('breaks', STATUS),
      broken('reads', text('It is shut')),
      blocked('gone', 'reset'),
      held('less'),
      blocked('late-1', 'late'),
      blocked('late-2', 'late'),
    ]
    expect(short(before, now)).toEqual([
      ['new', 'breaking', SAID, 1],
      ['changed', 'additive', 'answers have more than documented: /x', 1],
      ['new', 'cosmetic', expect.stringMatching(/^body: /), 1],
      ['changed', 'cosmetic', 'answers no longer have the undocumented /x', 1],
      ['gone', null, 'it could not be judged this time (environment: late)', 2],
      ['gone', null, 'it could not be judged this time (environment: reset)', 1],
      ['fixed', null, 'it holds again, after a wrong status', 1],
    ])
  })

  it('is nothing of a case that was not judged then, and holds now', () => {
    expect(short([blocked('a', 'late')], [held('a', { extra: ['/x'] })])).toEqual([])
    expect(short([blocked('a', 'late')], [blocked('a', 'reset')])).toEqual([])
    expect(short([], [held('a', { extra: ['/x'] }), blocked('b', 'late')])).toEqual([])
  })

  it('is breaking where any finding is more than another sentence', () => {
    const weight = (...findings: readonly RecordedFinding[]) =>
      since([held('a')], [broken('a', ...findings)])[0]?.weight
    expect(weight(text('It is shut'))).toBe('cosmetic')
    expect(weight(text('It is shut'), STATUS)).toBe('breaking')
    expect(weight({ check: 'status', found: 'It is shut' })).toBe('breaking')
    expect(weight({ check: 'ack', found: 'It is shut' })).toBe('breaking')
    expect(weight({ check: 'body', found: 5 })).toBe('breaking')
    expect(weight(text('<a list of it>'))).toBe('breaking')
    expect([weight(text('shut ')), weight(text(' shut')), weight(text('a < b'))]).toEqual([
      'breaking',
      'breaking',
      'cosmetic',
    ])
    expect(weight(text('shut'))).toBe('breaking')
    expect(weight()).toBe('breaking')
  })

  it('is a change of a deviation by what was added, and of no weight where some only went', () => {
    const more = broken('a', STATUS, text('It is shut'))
    expect(short([broken('a', STATUS)], [more])).toEqual([['changed', 'cosmetic', SAID, 1]])
    expect(short([more], [broken('a', STATUS)])).toEqual([['changed', null, SAID, 1]])
    expect(short([more], [broken('a', text('It is shut'), STATUS)])).toEqual([])
  })

  it('is that a case is gone which cannot be judged any more, whether it held or deviated', () => {
    const gone = [['gone', null, 'it could not be judged this time (environment: late)', 1]]
    expect(short([held('a')], [blocked('a', 'late')])).toEqual(gone)
    expect(short([broken('a', STATUS)], [blocked('a', 'late')])).toEqual(gone)
  })

  it('is nothing where a case could not be judged before, either, or holds now', () => {
    expect(short([blocked('a', 'late')], [blocked('a', 'late'), held('b')])).toEqual([])
    expect(short([blocked('a', 'late')], [held('a')])).toEqual([])
    expect(short([blocked('a', 'late')], [broken('a', STATUS)])).toEqual([['new', 'breaking', SAID, 1]])
  })

  it('names what was wrong with what holds again, and why another could not be judged', () => {
    const says = (before: CaseResult, now: CaseResult) => since([before], [now])[0]?.says
    expect(says(broken('a', text('x')), held('a'))).toBe('it holds again, after a wrong body (/message)')
    expect(says(broken('a', { check: 'leak', says: 'it repeats' }), held('a'))).toBe(
      'it holds again, after a wrong leak (it repeats)',
    )
    const both: RecordedFinding = { check: 'body', at: '/message', says: 'it is another' }
    expect(says(broken('a', both, STATUS), held('a'))).toBe('it holds again, after a wrong body (/message)')
    expect(says(broken('a'), held('a'))).toBe('it holds again')
    expect(says(held('a'), blocked('a', null))).toBe('it could not be judged this time (environment: no reason given)')
    expect(says(held('a'), held('a', { verdict: 'skipped', reason: 'asked for' }))).toBe(
      'it could not be judged this time (skipped: asked for)',
    )
  })

  it('names ten members that are more than documented, and how many else', () => {
    const extra = Array.from({ length: 12 }, (_, n) => `/m${n}`)
    const says = (count: number) => since([held('a')], [held('a', { extra: extra.slice(0, count) })])[0]?.says
    expect(says(10)).toBe(`answers have more than documented: ${extra.slice(0, 10).join(', ')}`)
    expect(says(12)).toBe(`answers have more than documented: ${extra.slice(0, 10).join(', ')} and 2 more`)
    expect(short([held('a', { extra: ['/m0', '/m1'] })], [held('a', { extra: ['/m1', '/m2'] })])).toEqual([
      ['changed', 'additive', 'answers have more than documented: /m2', 1],
      ['changed', 'cosmetic', 'answers no longer have the undocumented /m0', 1],
    ])
  })
})

describe('a change in words', () => {
  const night = toRecordedRun(reportOf([]))
  const ids = ['a', 'b', 'c', 'd'].map((id) => caseResult({ id, transport: id === 'b' ? 'polling' : 'http' }))
  const drift = (count: number, more: Partial<Drift> = {}): Drift => ({
    kind: 'new',
    weight: 'breaking',
    says: 'it says *so*',
    results: ids.slice(0, count),
    ...more,
  })

  it('is a line with the time of the night, and the names of three cases', () => {
    expect(driftLines(night, [drift(3), drift(4, { kind: 'fixed', weight: null })])).toEqual([
      'since 2026-11-28 03:17 UTC: new, breaking: it says *so* · a, b (polling), c',
      'since 2026-11-28 03:17 UTC: fixed: it says *so* · a, b (polling), c, and 1 more',
    ])
  })

  it('is no longer than a line may be, and has no line breaks', () => {
    const [line = ''] = driftLines(night, [drift(1, { says: `a\nb${'x'.repeat(400)}` })])
    expect([line.length <= 300, line.includes('\n')]).toEqual([true, false])
  })

  it('is an item of a section in Markdown, which is not there without any', () => {
    expect(driftMarkdown(night, [drift(1), drift(1, { weight: null })])).toBe(
      '## Changed since 2026-11-28 03:17 UTC\n\n- **new**, breaking: it says \\*so\\* ` a `\n- **new**: it says \\*so\\* ` a `\n',
    )
    expect(driftMarkdown(night, [])).toBe('')
  })
})
