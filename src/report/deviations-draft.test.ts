import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf, wrongStatus } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { deviationsDraft } from './deviations-draft.ts'
import type { Report } from './report.ts'

const NOW = new Date('2026-03-03T10:30:00Z')
const reportOf = (results: readonly CaseResult[]): Report => ({
  run: runInfo(),
  startedAt: 0,
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results),
})
const draft = (...results: readonly CaseResult[]) => deviationsDraft([reportOf(results)], NOW)
const deviating = (given: Partial<CaseResult> = {}): CaseResult =>
  brokenCase({
    id: 'a/b',
    findings: [wrongStatus],
    deviates: { findings: [{ check: 'status', found: 403 }], accepted: null },
    ...given,
  })
const HEAD = `# Known deviations: how this target deviates from the contract, why that is accepted, and until which date.
# A case that deviates in any other way, or after its date, is broken; one that holds again gets a note.
# Members omitted from a finding (call, at, says, found) match anything.
`

describe('a draft of known deviations', () => {
  it('is an empty list where nothing deviates', () => {
    expect(draft(caseResult())).toEqual({ text: `${HEAD}[]\n`, count: 0 })
    expect(deviationsDraft([], NOW)).toEqual({ text: `${HEAD}[]\n`, count: 0 })
  })

  it('has what was found, why that is to be explained, and a date in ninety days', () => {
    expect(draft(deviating())).toEqual({
      text: `${HEAD}
- case: a/b
  findings:
    - {"check":"status","found":403}
  reason: "to be explained: The status is 403 and should be 400."
  until: '2026-06-01'
`,
      count: 1,
    })
    const more = { ...wrongStatus, message: 'another' }
    expect(draft(deviating({ findings: [wrongStatus, more] })).text).toBe(draft(deviating()).text)
    expect(draft(deviating({ findings: [] })).text).toContain('  reason: "to be explained: it deviates"\n')
  })

  it('keeps reason and date of what is known', () => {
    const accepted = { reason: 'fixed in "8.1"', until: '2026-04-01' }
    expect(draft(deviating({ verdict: 'known', deviates: { findings: [], accepted } })).text).toContain(
      `\n- case: a/b\n  findings:\n  reason: "fixed in \\"8.1\\""\n  until: '2026-04-01'\n`,
    )
  })

  it('has one entry for cases that deviate in the same way, in the order of their names', () => {
    const other = { findings: [{ check: 'body', at: '/error', found: 'a\u202eb' }], accepted: null } as const
    const { text, count } = draft(
      deviating({ id: 'a/z' }),
      deviating({ id: 'a/c', deviates: other }),
      deviating({ id: 'a/b' }),
    )
    expect([count, text.match(/^- case:/gm)?.length]).toEqual([3, 2])
    expect(text).toContain('\n- case:\n    - a/b\n    - a/z\n  findings:\n')
    expect(text).toContain('\n- case: a/c\n  findings:\n    - {"check":"body","at":"/error","found":"a\\u202eb"}\n')
    expect(text.indexOf('a/z')).toBeLessThan(text.indexOf('a/c'))
  })

  it('has an entry for each transport, which HTTP need not name', () => {
    const { text } = draft(deviating({ transport: 'websocket' }), deviating())
    expect(text.split('\n').filter((line) => /case|transport/.test(line) && !line.startsWith('#'))).toEqual([
      '- case: a/b',
      '- case: a/b',
      '  transport: websocket',
    ])
  })

  it('is about cases that deviate, of all editions', () => {
    const verdicts = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped'] as const
    const results = verdicts.map((verdict) => deviating({ id: `a/${verdict}`, verdict }))
    expect(draft(...results).text.match(/a\/\w+/g)).toEqual(['a/broken', 'a/differs', 'a/known'])
    expect(draft(deviating({ deviates: null })).count).toBe(0)
    expect(deviationsDraft([reportOf([deviating()]), reportOf([deviating({ id: 'a/c' })])], NOW).count).toBe(2)
  })
})
