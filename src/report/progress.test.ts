import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, eventsOf, runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import { createProgress } from './progress.ts'
import { createTerminal, type TerminalOptions } from './terminal.ts'
import { endLines, summaryLines } from './terminal-summary.ts'
import { NO_PAINT } from './paint.ts'

const ERASE = '\r\u001b[2K'

describe('the line of progress', () => {
  const begin = (shown = true, width = 80) => {
    const written: string[] = []
    return { written, ...createProgress({ out: (text) => written.push(text), width, shown }) }
  }

  it('counts what was judged, says what is waited for until then, and goes at the end', () => {
    const { written, on } = begin()
    on({ kind: 'planned', run: runInfo({ cases: 3 }) })
    on({ kind: 'waiting', operation: 'o', ms: 1500, why: 'w' })
    on({ kind: 'judged', result: caseResult() })
    on({ kind: 'retried', id: 'a/b', trouble: 'timeout', message: 'm' })
    on({ kind: 'judged', result: brokenCase() })
    on({ kind: 'finished', summary: summaryOf([]) })
    expect(written.map((text) => text.replace(ERASE, ''))).toEqual([
      '0/3 · 0 held, 0 broken',
      '0/3 · 0 held, 0 broken · waiting 1.5 s for the limit of o',
      '1/3 · 1 held, 0 broken',
      '1/3 · 1 held, 0 broken · a/b again after timeout',
      '2/3 · 1 held, 1 broken',
      '',
    ])
  })

  it('counts what differs once there is some, and nothing that was skipped', () => {
    const { written, on } = begin()
    on({ kind: 'planned', run: runInfo({ cases: 3 }) })
    for (const verdict of ['skipped', 'known', 'differs', 'differs'] as const)
      on({ kind: 'judged', result: caseResult({ verdict }) })
    expect(written.map((text) => text.replace(ERASE, ''))).toEqual([
      '0/3 · 0 held, 0 broken',
      '1/3 · 0 held, 0 broken',
      '2/3 · 0 held, 0 broken, 1 differ',
      '3/3 · 0 held, 0 broken, 2 differ',
    ])
  })

  it('gives way to what is written above, and comes back; the same line is not written twice', () => {
    const { written, on, above } = begin()
    on({ kind: 'planned', run: runInfo({ cases: 1 }) })
    above(() => written.push('above'))
    const all = [`${ERASE}0/1 · 0 held, 0 broken`, ERASE, 'above', `${ERASE}0/1 · 0 held, 0 broken`]
    expect(written).toEqual(all)
    on({ kind: 'identity', name: 'a', state: 'usable', reason: null })
    expect(written).toEqual(all)
  })

  it('is one column shorter than the terminal, and not there where it is not shown', () => {
    const narrow = begin(true, 15)
    narrow.on({ kind: 'planned', run: runInfo({ cases: 100 }) })
    expect(narrow.written).toEqual([`${ERASE}0/100 · 0 hel…`])
    for (const [width, text] of [
      [12, '0/100 · 0 …'],
      [11, '0/100 · 0…'],
      [3, '0/100 · 0…'],
    ] as const) {
      const tiny = begin(true, width)
      tiny.on({ kind: 'planned', run: runInfo({ cases: 100 }) })
      expect(tiny.written).toEqual([`${ERASE}${text}`])
    }
    const hidden = begin(false)
    hidden.on({ kind: 'planned', run: runInfo() })
    hidden.above(() => hidden.written.push('above'))
    expect(hidden.written).toEqual(['above'])
  })
})

describe('on a terminal', () => {
  const shown = (events: ReturnType<typeof eventsOf>, options: Partial<TerminalOptions> = {}): string => {
    let all = ''
    const terminal = createTerminal({ out: (text) => (all += text), ...options })
    for (const event of events) terminal(event)
    return all
  }
  const differing = (count: number) => eventsOf(Array.from({ length: count }, () => brokenCase({ verdict: 'differs' })))

  it('who asks for a few cases sees what differs, too', () => {
    expect(shown(differing(5)).match(/^✗ differs/gm)).toHaveLength(5)
    expect(shown(differing(6))).not.toMatch(/^✗ differs/m)
  })

  it('a run that its limits make long says so before', () => {
    const long = (leastMs: number) => shown(eventsOf([caseResult()], undefined, { leastMs })).split('\n')[0]
    expect(long(4999)).not.toContain('at least')
    expect(long(5000)).toContain('they take at least 5 seconds')
    expect(long(119_999)).toContain('120 seconds')
    expect(long(120_000)).toContain('they take at least 2 minutes')
    expect(shown(eventsOf([caseResult()], undefined, { leastMs: 9000 }), { quiet: true })).not.toContain('at least')
  })

  it('a further run is told by itself', () => {
    const twice = shown([...differing(6), ...eventsOf([caseResult()])])
    expect(twice.match(/^by cause$/gm)).toHaveLength(1)
  })
})

describe('the end of a report', () => {
  const report = { identities: [], results: [], leftBehind: [], notes: [], summary: summaryOf([]) }
  const state = (name: string, is: 'usable' | 'missing' | 'refused', reason: string | null) =>
    ({ kind: 'identity', name, state: is, reason }) as const

  it('names credentials that are no use, in brief those alone that the run fails for', () => {
    const identities = [state('a', 'usable', null), state('b', 'missing', 'not set'), state('c', 'refused', null)]
    const lines = (isBrief: boolean) => endLines({ ...report, identities }, { paint: NO_PAINT, isBrief }).slice(0, -1)
    expect(lines(false)).toEqual(['identities', '  b is missing: not set', '  c is refused', ''])
    expect(lines(true)).toEqual(['identities', '  c is refused', ''])
  })

  it('is green, red or yellow', () => {
    const paint = { ...NO_PAINT, red: () => 'red', green: () => 'green', yellow: () => 'yellow' }
    const colour = (results: ReturnType<typeof caseResult>[], given = {}) =>
      endLines({ ...report, summary: summaryOf(results, given) }, { paint, isBrief: true }).at(-1)
    expect([colour([caseResult()]), colour([caseResult(), brokenCase()]), colour([])]).toEqual([
      'green',
      'red',
      'yellow',
    ])
    expect(colour([caseResult()], { stopped: 'by hand' })).toBe('yellow')
  })

  it('has sections of thirty lines unless all is asked for, with short figures of what differs, and a dot for nothing', () => {
    const results = Array.from({ length: 31 }, (_, n) =>
      brokenCase({
        id: `a/${n}`,
        verdict: 'differs',
        notes: [`note ${n}`],
        findings: [
          {
            check: 'body',
            call: 1,
            message: 'It is.',
            pointer: null,
            expected: '1',
            actual: '2',
            source: 'server',
            sources: ['server'],
          },
        ],
      }),
    )
    const lines = summaryLines({ ...report, run: { arranger: 'static' }, results }, { paint: NO_PAINT, isAll: false })
    expect(lines.slice(0, 2)).toEqual(['by cause', '  31 × body: It is., was 2 (differs)'])
    expect(lines.slice(4, 6)).toEqual(['notes', '  1 × note 0'])
    expect(lines[35]).toBe('  and 1 more (--all lists them)')
    const all = summaryLines({ ...report, run: { arranger: 'static' }, results }, { paint: NO_PAINT, isAll: true })
    expect(all.slice(4, 6)).toEqual(['differs', '  a/0: It is. (expected 1, was 2)'])
    expect(all).toContain('  1 × note 30')
    expect(lines.at(-5)).toBe('coverage')
    expect(lines.at(-2)).toMatch(/^ {2}joinMeetingRoom +document +3 +2 +1 +· +4 +5$/)
  })
})
