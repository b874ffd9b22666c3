import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf, wrongStatus } from '../../tests/support/sample-report.ts'
import type { RunEvent } from '../verify/model/events.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Summary } from '../verify/model/summary.ts'
import { NO_PAINT } from './paint.ts'
import { createTerminal, type TerminalOptions } from './terminal.ts'

/** A run of these results, of many more cases unless there are few. */
const run = (
  results: readonly CaseResult[],
  {
    cases = 100,
    before = [],
    summary = {},
  }: { cases?: number; before?: readonly RunEvent[]; summary?: Partial<Summary> } = {},
): RunEvent[] => [
  { kind: 'planned', run: runInfo({ cases }) },
  ...before,
  ...results.map((result) => ({ kind: 'judged' as const, result })),
  { kind: 'finished', summary: summaryOf(results, { coverage: [], troubles: {}, retries: 0, ...summary }) },
]
function shown(events: readonly RunEvent[], options: Partial<TerminalOptions> = {}): string[] {
  let all = ''
  const terminal = createTerminal({ out: (text) => void (all += text), ...options })
  for (const event of events) terminal(event)
  return all.split('\n').slice(0, -1)
}
const found = (message: string, given: Partial<CaseResult> = {}): CaseResult =>
  brokenCase({ findings: [{ ...wrongStatus, message }], exchanges: [], ...given })
const heads = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('✗'))

it('the last line names the edition where that is asked for, and only there', () => {
  const last = (namesEdition: boolean): string | undefined => shown(run([caseResult()]), { namesEdition }).at(-1)
  const verdict =
    '1 held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped = 1 case · coverage 63 % (21 of 33 outcomes) · 1.2 s'
  expect([last(true), last(false)]).toEqual([`${verdict} · edition current`, verdict])
})

describe('a breach', () => {
  it('is shown in full when it is found', () => {
    const lines = shown(run([found('it is wrong')]))
    expect(lines.slice(0, 5)).toEqual([
      '✗ broken  joinMeetingRoom/room-full  (current, http)',
      expect.stringMatching(/^ {2}rests on /),
      '  case      contract-tests/cases/joinMeetingRoom.yaml:40',
      '  contract  specs/meeting-rooms.openapi.yaml:120',
      '  answered  as room-locked instead of room-full',
    ])
    expect(lines).toContain('  status: it is wrong')
    expect(lines.at(-1)).toMatch(/^0 held, 1 broken/)
  })

  it('like an earlier one is named only, with that one; all of them are in full if that is asked for', () => {
    const results = [
      found('it is wrong', { id: 'a/1', transport: 'polling' }),
      found('it is wrong', { id: 'a/2' }),
      found('else', { id: 'a/3' }),
    ]
    const brief = shown(run(results))
    const at = brief.indexOf('✗ broken  a/2  (current, http)')
    expect(brief.slice(at, at + 3)).toEqual(['✗ broken  a/2  (current, http)', '  as        a/1 (polling)', ''])
    expect(heads(brief)).toHaveLength(3)
    expect(brief.filter((line) => line.startsWith('  case '))).toHaveLength(2)
    expect(shown(run(results), { all: true }).filter((line) => line.startsWith('  case '))).toHaveLength(3)
  })

  it('like an earlier one in its first finding alone says that it has others, or fewer', () => {
    const of = (id: string, ...messages: string[]): CaseResult =>
      found('', { id, findings: messages.map((message) => ({ ...wrongStatus, message })) })
    const alike = (...results: CaseResult[]): string[] =>
      shown(run(results)).flatMap((line) => /^ {2}as +(.*)/.exec(line)?.[1] ?? [])
    const results = [of('a/2', 'x', 'y'), of('a/3', 'x', 'z', 'z', 'y'), of('a/4', 'x', 'z'), of('a/5', 'x')]
    expect(alike(of('a/1', 'x', 'y'), ...results)).toEqual([
      'a/1',
      'a/1, and 2 more findings; --all shows them',
      'a/1, and 1 more finding; --all shows it',
      'a/1, with fewer findings',
    ])
    // How often counts, and the order does not.
    expect(alike(of('a/1', 'x', 'y', 'z'), of('a/2', 'x', 'z', 'y'), of('a/3', 'x', 'x', 'y', 'z'))).toEqual([
      'a/1',
      'a/1, and 1 more finding; --all shows it',
    ])
  })

  it('is in full again if it has a reason, or is a matter of security', () => {
    const reasons = [found('x', { reason: 'one' }), found('x', { reason: 'two' })]
    expect(shown(run(reasons)).filter((line) => line.startsWith('  because '))).toHaveLength(2)
    const findings = [{ ...wrongStatus, expected: '401', actual: '200' }]
    const open = [found('', { findings }), found('', { findings })]
    expect(shown(run(open)).filter((line) => line.startsWith('  case '))).toHaveLength(2)
  })

  it('that fails nothing is shown in a run of up to five cases', () => {
    const results = [found('x', { verdict: 'differs' })]
    expect(heads(shown(run(results, { cases: 5 })))).toHaveLength(1)
    expect(heads(shown(run(results, { cases: 6 })))).toEqual([])
    expect(heads(shown(run([caseResult(), caseResult({ verdict: 'known' })], { cases: 1 })))).toEqual([])
  })

  it('of a further run is not like one of an earlier run', () => {
    const lines = shown([...run([found('x', { id: 'a/1' })]), ...run([found('x', { id: 'a/2' })])])
    expect(lines.filter((line) => line.startsWith('  as '))).toEqual([])
    expect(lines.filter((line) => line === '  1 × status: x')).toHaveLength(2)
  })
})

describe('before and after', () => {
  it('it says what was found, and that a run will be long', () => {
    const what: RunEvent = { kind: 'found', operations: [{ operation: 'a', prefix: '/api' }], transports: [] }
    expect(shown(run([], { before: [what] }))[0]).toBe('found: a below /api')
    expect(shown(run([], { before: [what] }), { quiet: true })).toHaveLength(1)
    const acting: RunEvent = { ...what, operations: [{ operation: 'a', prefix: '/\u001b' }] }
    expect(shown(run([], { before: [acting] }))[0]).toBe('found: a below /␛')
    expect(shown(run([], { before: [what], cases: 1 }), { isTty: true }).join('')).toContain(
      '\u001b[2K0/1 · 0 held, 0 broken\r\u001b[2Kfound: a below /api\r\u001b[2K0/1',
    )
    const planned = (leastMs: number): string | undefined =>
      shown([{ kind: 'planned', run: runInfo({ cases: 20, leastMs, target: 'a\u001bb' }) }])[0]
    expect(planned(4999)).toBeUndefined()
    expect(shown([{ kind: 'planned', run: runInfo({ cases: 20, leastMs: 5000 }) }], { quiet: true })).toEqual([])
    expect(planned(5000)).toBe('20 cases on a␛b; with its limits, they take at least 5 seconds')
    expect(planned(120_000)).toBe('20 cases on a␛b; with its limits, they take at least 2 minutes')
    expect(planned(5001)).toBe('20 cases on a␛b; with its limits, they take at least 6 seconds')
    expect(planned(119_000)).toBe('20 cases on a␛b; with its limits, they take at least 119 seconds')
    expect(planned(120_001)).toBe('20 cases on a␛b; with its limits, they take at least 3 minutes')
  })

  it('it sums up all events of the run, unless it is quiet or nothing answers', () => {
    const before: RunEvent[] = [
      { kind: 'identity', name: 'host', state: 'missing', reason: null },
      { kind: 'identity', name: 'agent', state: 'unset', reason: null },
      { kind: 'note', text: 'a note' },
      { kind: 'left-behind', what: 'room a', reason: '500' },
    ]
    expect(shown(run([caseResult()], { before })).slice(0, -1)).toEqual([
      'notes',
      '  a note',
      '',
      'left behind',
      '  room a: 500',
      '',
      'identities',
      '  host is missing',
      '  agent is unset',
      '',
    ])
    const brief = ['identities', '  agent is unset', '']
    expect(shown(run([caseResult()], { before }), { quiet: true }).slice(0, -1)).toEqual(brief)
    expect(shown(run([caseResult()], { before, summary: { unreachable: 'x' } })).slice(0, -1)).toEqual([
      ...brief,
      'unreachable: x',
    ])
  })

  it('it shows its progress on a terminal, unless it is quiet', () => {
    const events = run([caseResult()], { cases: 1 })
    expect(shown(events).join('')).not.toContain('\u001b')
    expect(shown(events, { isTty: true }).join('')).toContain('\r\u001b[2K1/1 · 1 held, 0 broken')
    expect(shown(events, { isTty: true, quiet: true }).join('')).not.toContain('\u001b')
    expect(shown(events, { isTty: true, width: 15 }).join('')).toContain('\r\u001b[2K1/1 · 1 held,…')
    const waiting: RunEvent = { kind: 'waiting', operation: 'x'.repeat(200), ms: 1000, why: 'limit' }
    const [line = ''] =
      /0\/1 · .*?…/.exec(shown(run([], { before: [waiting], cases: 1 }), { isTty: true }).join('')) ?? []
    expect(line).toHaveLength(79)
  })
})

it('the lines of a breach have colours by what they say, and nothing of a target acts', () => {
  const paint = {
    bold: (text: string) => `<b>${text}</b>`,
    dim: (text: string) => `<i>${text}</i>`,
    red: (text: string) => `<r>${text}</r>`,
    green: (text: string) => `<g>${text}</g>`,
    yellow: NO_PAINT.yellow,
  }
  const result = found('it is\u001b wrong', {
    reproduce: { target: 'curl', mock: null },
  })
  const lines = shown(run([result]), { paint })
  expect(lines[0]).toBe('<b><r>✗ broken  joinMeetingRoom/room-full  (current, http)</r></b>')
  expect(lines[2]).toBe('<i>  case      contract-tests/cases/joinMeetingRoom.yaml:40</i>')
  expect(lines).toContain('  status: it is␛ wrong')
  expect(lines).toContain('<g>    expected: 400</g>')
  expect(lines).toContain('<r>    actual:   403</r>')
  expect(lines).toContain('  on the target: curl')
  const { exchanges } = caseResult()
  const silent = found('x', { exchanges, findings: [{ ...wrongStatus, expected: null, actual: null }] })
  expect(shown(run([silent]), { paint })).toContain('<i>    |   "success": false</i>')
})
