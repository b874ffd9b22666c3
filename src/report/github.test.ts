import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf, wrongStatus } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Summary } from '../verify/model/summary.ts'
import { annotations, jobSummary } from './github.ts'
import type { Report } from './report.ts'

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
const trouble = caseResult({ id: 'a/b', verdict: 'blocked', kind: 'environment', reason: 'a, b: gone' })

describe('as annotations', () => {
  it('ten breaches are shown, and the others counted', () => {
    const many = (count: number) => annotations([reportOf(Array.from({ length: count }, () => brokenCase()))])
    expect(many(10).match(/^::error /gm)).toHaveLength(10)
    expect(many(10)).not.toContain('more broken')
    expect(many(12).match(/^::error /gm)).toHaveLength(10)
    expect(many(12)).toContain('and 2 more broken cases')
  })

  it('a breach takes twenty-five lines at most, without those to paste', () => {
    const linesOf = (packets: number) => {
      const exchanges = brokenCase().exchanges.map((exchange) => ({
        ...exchange,
        packets: Array.from({ length: packets }, (_, n) => `packet ${n}`),
      }))
      const result = brokenCase({ exchanges, findings: [wrongStatus], reproduce: { target: 'curl', mock: null } })
      return annotations([reportOf([result])])
        .split('\n')[0]
        ?.split('%0A')
    }
    // The finding takes three, and the heading of the packets one.
    expect([linesOf(21)?.length, linesOf(21)?.slice(-2)]).toEqual([26, ['  | packet 20', 'on the target: curl']])
    expect([linesOf(22)?.length, linesOf(22)?.slice(-2)]).toEqual([26, ['… 2 more lines', 'on the target: curl']])
  })

  it('what is no breach is told by its verdict, with the cases', () => {
    const of = (verdict: CaseResult['verdict']): CaseResult => caseResult({ id: `a/${verdict}`, verdict, reason: 'so' })
    const text = annotations([reportOf([of('differs'), of('known'), of('skipped')])])
    expect(text).toContain('::notice title=1 differs (current)::a/differs\n')
    expect(text).toContain('::notice title=1 known (current)::a/known\n')
    expect(text).toContain('::notice title=1 skipped on purpose (current)::so: a/skipped\n')
  })

  it('what is a matter of security is told once, before all else, with all its cases', () => {
    const findings = [{ ...wrongStatus, expected: '401', actual: '200' }]
    const cases = (['http', 'polling'] as const).map((transport) => brokenCase({ id: 'a/b', findings, transport }))
    expect(annotations([reportOf(cases)]).split('\n')[0]).toBe(
      '::warning title=security (current)::a call with invalid credentials was accepted: a/b, a/b (polling)',
    )
  })

  it('a breach is told at the line of its case, with what reproduces it', () => {
    const result = brokenCase({
      findings: [wrongStatus],
      transport: 'polling',
      reproduce: { target: 'curl', mock: 'npx' },
    })
    const [line = ''] = annotations([reportOf([result])]).split('\n')
    expect(line).toBe(
      '::error file=contract-tests/cases/joinMeetingRoom.yaml,line=40,title=joinMeetingRoom/room-full (polling) (current)::' +
        'status: The status is 403 and should be 400.%0A  expected: 400%0A  actual:   403%0Aon the target: curl%0Aon a mock: npx',
    )
    expect(annotations([reportOf([caseResult({ id: 'a/c', verdict: 'known', transport: 'polling' })])])).toContain(
      '::notice title=1 known (current)::a/c (polling)\n',
    )
  })

  it('ten causes of blocked cases are shown, and twenty-five names of cases that differ', () => {
    const blocked = Array.from({ length: 11 }, (_, n) => ({ ...trouble, reason: `cause ${n}` }))
    expect(annotations([reportOf(blocked)]).match(/^::warning /gm)).toHaveLength(10)
    // In all, not of each run.
    expect(annotations([reportOf(blocked), reportOf(blocked)]).match(/^::warning /gm)).toHaveLength(10)
    const differing = Array.from({ length: 26 }, (_, n) => caseResult({ id: `a/${n}`, verdict: 'differs' }))
    const [notice = ''] = /^::notice title=26 differs .*$/m.exec(annotations([reportOf(differing)])) ?? []
    expect([notice.includes('a/24'), notice.includes('a/25')]).toEqual([true, false])
  })

  it('a property ends at no comma or colon of a text, and a message at no line break', () => {
    const title = brokenCase({ id: 'a:b,c%d', at: 'none' })
    const [line = '', ...more] = annotations([reportOf([title])])
      .trimEnd()
      .split('\n')
    expect([line.startsWith('::error title=a%3Ab%2Cc%25d (current)::'), more]).toEqual([true, []])
    expect(annotations([reportOf([trouble])])).toMatch(
      /^::warning title=1 blocked%2C environment \(current\)::a, b: gone$/m,
    )
    expect(annotations([reportOf([], { stopped: 'by hand' })])).toMatch(/^::error title=[^,:]+::stopped: by hand$/m)
  })
})

it('as a job summary, details take no more than 600 KiB', () => {
  const one = jobSummary([reportOf([brokenCase()])])
  const [details = ''] = /<details>[^]*?<\/details>/.exec(one) ?? []
  const most = Math.floor((600 * 1024) / Buffer.byteLength(details))
  const shown = jobSummary([reportOf(Array.from({ length: most + 10 }, () => brokenCase()))])
  expect(shown.split('<details>')).toHaveLength(most + 1)
})
