import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, summaryOf, wrongBody, wrongStatus } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Summary } from '../verify/model/summary.ts'
import { NO_PAINT } from './paint.ts'
import { endLines, summaryLines, type TerminalReport } from './terminal-summary.ts'

const reportOf = (
  results: readonly CaseResult[],
  given: Partial<TerminalReport> = {},
  summary: Partial<Summary> = {},
): TerminalReport => ({
  run: { arranger: 'static' },
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  ...given,
  summary: summaryOf(results, { coverage: [], troubles: {}, retries: 0, ...summary }),
})
const lines = (report: TerminalReport, isAll = false): string[] => summaryLines(report, { paint: NO_PAINT, isAll })
const many = (count: number, given: Partial<CaseResult>): CaseResult[] =>
  Array.from({ length: count }, (_, n) => brokenCase({ id: `a/${n}`, ...given }))
const blocked = (kind: CaseResult['kind'], reason: string | null): CaseResult =>
  caseResult({ verdict: 'blocked', kind, reason })

describe('a summary', () => {
  it('has no section for nothing', () => expect(lines(reportOf([caseResult()]))).toEqual([]))

  it('tells a matter of security once, with three of its cases', () => {
    const findings = [{ ...wrongStatus, expected: '401', actual: '200' }]
    const says = 'a call with invalid credentials was accepted'
    expect(lines(reportOf(many(3, { findings }))).slice(0, 3)).toEqual([
      'security',
      `  ${says}: a/0 broken, a/1 broken, a/2 broken`,
      '',
    ])
    expect(lines(reportOf(many(5, { findings, verdict: 'known' }))).slice(0, 2)).toEqual([
      'security',
      `  ${says}: a/0 known, a/1 known, a/2 known, and 2 more`,
    ])
  })

  it('tells causes with their number, how many of them fail the run, some names, and what helps', () => {
    const findings = [{ ...wrongStatus, message: 'it is wrong' }]
    expect(lines(reportOf(many(3, { findings })))).toEqual([
      'by cause',
      '  3 × status: it is wrong',
      '      a/0, a/1, a/2',
      '',
    ])
    expect(lines(reportOf([...many(1, { findings }), ...many(3, { findings, verdict: 'differs' })]))).toEqual([
      'by cause',
      '  4 × status: it is wrong (1 broken)',
      '      a/0, a/0, a/1, and 1 more (--all lists them)',
      '',
    ])
    const ack = [
      { ...wrongStatus, check: 'ack' as const, message: 'there was no ack, but the event exception instead' },
    ]
    const [, cause, hint] = lines(reportOf(many(2, { findings: ack, verdict: 'differs' })))
    expect([cause?.endsWith('(differs)'), hint]).toEqual([
      true,
      '      NestJS never acks an exception: return the error from the handler, or ack it in an exception filter (@UseFilters).',
    ])
  })

  it('adds up blocked cases if there are several kinds', () => {
    expect(lines(reportOf([blocked('safety', 'x'), blocked('safety', 'x')]))).toEqual([
      'blocked',
      '  2 × safety: x',
      '',
    ])
    expect(lines(reportOf([blocked('identity', 'x'), blocked('safety', 'y'), blocked('safety', 'y')]))).toEqual([
      'blocked: 1 identity + 2 safety = 3',
      '  2 × safety: y',
      '  1 × identity: x',
      '',
    ])
  })

  it('lists single cases that differ only if all are asked for, with short figures', () => {
    const differs = (given: object): CaseResult[] =>
      many(1, { verdict: 'differs', findings: [{ ...wrongBody, message: 'It is.', ...given }] })
    const last = (given: object): string | undefined => {
      const all = lines(reportOf(differs(given)), true)
      return all[all.indexOf('differs') + 1]
    }
    expect(lines(reportOf(differs({})))).not.toContain('differs')
    expect(last({ expected: '1', actual: '2' })).toBe('  a/0: It is. (expected 1, was 2)')
    expect(last({ expected: '1'.repeat(60), actual: '2'.repeat(60) })).toContain('(expected ')
    expect(last({ expected: '1'.repeat(60), actual: '2'.repeat(61) })).toBe('  a/0: It is.')
    expect(last({ expected: null, actual: '2' })).toBe('  a/0: It is.')
    expect(last({ expected: '1', actual: null })).toBe('  a/0: It is.')
    expect(last({ check: 'status', expected: '400', actual: '403' })).toBe('  a/0: It is.')
  })

  it('tells what is known, noted, left behind and skipped', () => {
    const results = [
      caseResult({ id: 'a/1', verdict: 'known', reason: 'fixed in 8.1' }),
      caseResult({ id: 'a/2', verdict: 'known', reason: null, transport: 'polling' }),
      caseResult({ id: 'a/3', notes: ['/extra is not documented.'] }),
      caseResult({ id: 'a/4', verdict: 'skipped', reason: 'no user' }),
      caseResult({ id: 'a/5', verdict: 'skipped', reason: 'no user' }),
    ]
    expect(
      lines(
        reportOf(results, {
          notes: ['of the run'],
          leftBehind: [{ kind: 'left-behind', what: 'room a', reason: '500' }],
        }),
      ),
    ).toEqual([
      'known',
      '  a/1: fixed in 8.1',
      '  a/2 (polling): no reason given',
      '',
      'notes',
      '  of the run',
      '  1 × /extra is not documented.',
      '',
      'left behind',
      '  room a: 500',
      '',
      'skipped on purpose',
      '  a/4, a/5: no user',
      '',
    ])
  })

  it('tells the slowest cases of a long run, trouble, coverage in columns, and what held in part', () => {
    const coverage = summaryOf([]).coverage.slice(0, 1)
    const summary = {
      durationMs: 30_001,
      troubles: { reset: 1 },
      retries: 2,
      requests: 3,
      coverage,
      heldInPart: [{ outcome: 'a/b', on: ['http'], notOn: ['polling'] }],
    } as const
    expect(lines(reportOf([caseResult({ id: 'a/b', ms: 1000 })], {}, summary))).toEqual([
      'slowest',
      '     1.0 s  a/b',
      '',
      'trouble: 1 reset; retried 2 times in 3 requests',
      'coverage',
      '  outcomes of       source    held  broken  differs  known  blocked  never tried',
      '  joinLivechatRoom  document     3       2        1      ·        4            5',
      '',
      'held in part',
      '  1 outcome held on http, not on polling: a/b',
      '',
    ])
  })

  it('cuts sections of more than thirty lines, and long lines, and lets nothing act', () => {
    const notes = (count: number): string[] => Array.from({ length: count }, (_, n) => `note ${n}`)
    expect(lines(reportOf([], { notes: notes(30) })).at(-2)).toBe('  note 29')
    expect(lines(reportOf([], { notes: notes(32) })).slice(-3)).toEqual([
      '  note 29',
      '  and 2 more (--all lists them)',
      '',
    ])
    expect(lines(reportOf([], { notes: notes(32) }), true)).toHaveLength(34)
    expect(lines(reportOf([], { notes: ['x'.repeat(301)] }))[1]).toBe(`  ${'x'.repeat(299)}…`)
    expect(lines(reportOf([], { notes: ['x'.repeat(300)] }))[1]).toBe(`  ${'x'.repeat(300)}`)
    expect(lines(reportOf([], { notes: ['::error::a\u001b\nb'] }))[1]).toBe('  : :error::a␛⏎b')
  })

  it('has bold headings, and a dim head of its table', () => {
    const paint = { ...NO_PAINT, bold: (text: string) => `<b>${text}</b>`, dim: (text: string) => `<i>${text}</i>` }
    const report = reportOf([], { notes: ['x'] }, { coverage: summaryOf([]).coverage })
    const painted = summaryLines(report, { paint, isAll: false })
    expect(painted.slice(0, 2)).toEqual(['<b>notes</b>', '  x'])
    expect(painted.slice(3, 5)).toEqual(['<b>coverage</b>', expect.stringMatching(/^ {2}<i>outcomes of .*tried<\/i>$/)])
    expect(painted.filter((line) => line.includes('<i>'))).toHaveLength(1)
  })
})

describe('the last lines', () => {
  const identity = (name: string, state: 'usable' | 'refused' | 'unset' | 'missing', reason: string | null) =>
    ({ kind: 'identity', name, state, reason }) as const
  const last = (report: TerminalReport, isBrief = false): string[] => endLines(report, { paint: NO_PAINT, isBrief })

  it('are the verdict, after what cannot be used and why the run ended', () => {
    const report = reportOf(
      [caseResult()],
      {
        identities: [
          identity('a', 'usable', null),
          identity('b', 'missing', 'not named'),
          identity('c', 'unset', 'C is not set'),
          identity('d', 'refused', null),
        ],
      },
      { stopped: 'by\nhand' },
    )
    const verdict =
      '1 held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped = 1 case · coverage 63 % (21 of 33 outcomes) · 1.2 s'
    expect(last(report)).toEqual([
      'identities',
      '  b is missing: not named',
      '  c is unset: C is not set',
      '  d is refused',
      '',
      'stopped: by⏎hand',
      verdict,
    ])
    expect(last(report, true).slice(0, 3)).toEqual(['identities', '  c is unset: C is not set', '  d is refused'])
    expect(last(reportOf([caseResult()]))).toEqual([verdict])
  })

  it.each([
    [[caseResult()], {}, 'green'],
    [[caseResult(), brokenCase()], {}, 'red'],
    [[], {}, 'yellow'],
    [[caseResult()], { stopped: 'x' }, 'yellow'],
    [[caseResult()], { unreachable: 'x' }, 'yellow'],
    [[brokenCase()], { stopped: 'x' }, 'red'],
  ])('%# is of the colour that fits', (results, summary, colour) => {
    const paint = {
      ...NO_PAINT,
      red: () => 'red',
      green: () => 'green',
      yellow: () => 'yellow',
      bold: (text: string) => `<b>${text}</b>`,
    }
    const ended = endLines(reportOf(results, {}, summary), { paint, isBrief: true })
    // Why it ended early is always red.
    expect(ended).toEqual([...Object.keys(summary).map(() => 'red'), `<b>${colour}</b>`])
  })
})
