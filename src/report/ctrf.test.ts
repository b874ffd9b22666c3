import { describe, expect, it } from 'vitest'
import { readXml } from '../../tests/support/read-xml.ts'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import { isObject } from '../json.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Summary } from '../verify/model/summary.ts'
import { toCtrf } from './ctrf.ts'
import { annotations } from './github.ts'
import { toJUnit } from './junit.ts'
import { toMarkdownReport } from './markdown.ts'
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
const unmet = caseResult({ id: 'a/c', verdict: 'blocked', kind: 'situation', reason: 'nothing' })
const all = [
  caseResult(),
  brokenCase(),
  trouble,
  unmet,
  caseResult({ verdict: 'skipped' }),
  caseResult({ verdict: 'known' }),
]

const ctrf = (reports: Report[]): Record<string, unknown> => {
  const value: unknown = JSON.parse(toCtrf(reports))
  return isObject(value) && isObject(value['results']) ? value['results'] : {}
}

describe('as CTRF', () => {
  it('trouble is other, what could not be brought about is skipped, and what is known passes', () => {
    expect(ctrf([reportOf(all)])['summary']).toMatchObject({ tests: 6, passed: 2, failed: 1, skipped: 2, other: 1 })
    expect(ctrf([reportOf(all)])['tests']).toMatchObject(
      ['passed', 'failed', 'other', 'skipped', 'skipped', 'passed'].map((status) => ({ status })),
    )
  })

  it('runs begin with the first and end with the last; no run is no time', () => {
    const [one, two] = [reportOf([], { durationMs: 500 }), reportOf([], { durationMs: 100 }, { startedAt: 1000.4 })]
    expect(ctrf([one, two])['summary']).toMatchObject({ start: 1000, stop: Date.UTC(2026, 2, 3) + 500 })
    expect(ctrf([])['summary']).toMatchObject({ tests: 0, start: 0, stop: 0 })
  })

  it('a case that held after trouble is flaky, and one that has no place has no line', () => {
    const results = [
      caseResult({ attempts: 3, ms: -1 }),
      caseResult({ attempts: 1, at: 'nowhere' }),
      brokenCase({ attempts: 2 }),
    ]
    const [flaky, steady, broken] = Object.values(Object(ctrf([reportOf(results)])['tests']))
    expect(flaky).toMatchObject({ retries: 2, flaky: true, duration: 0, line: 40 })
    expect(steady).toMatchObject({ retries: 0, flaky: false })
    expect(steady).not.toHaveProperty('line')
    expect(broken).toMatchObject({ flaky: false, message: expect.any(String), trace: expect.any(String) })
  })
})

describe('as JUnit', () => {
  const totals = (reports: Report[]): unknown => readXml(toJUnit(reports)).attributes

  it('trouble is an error, and so is a run that ended early', () => {
    expect(totals([reportOf(all)])).toMatchObject({ tests: '6', failures: '1', errors: '1' })
    expect(totals([reportOf(all, { stopped: 'by hand' })])).toMatchObject({ tests: '7', failures: '1', errors: '2' })
    expect(totals([reportOf([], { unreachable: 'gone' }), reportOf(all)])).toMatchObject({ tests: '7', errors: '2' })
  })

  it('suites are told apart by their number, and a host that is none is unknown', () => {
    const results = [caseResult(), caseResult({ operation: 'leaveMeetingRoom' })]
    const text = toJUnit([reportOf(results, {}, { run: runInfo({ url: 'nowhere' }) }), reportOf(results)])
    expect([...text.matchAll(/ id="(\d)"/g)].map(([, id]) => id)).toEqual(['0', '1', '2', '3'])
    expect(text).toContain('hostname="unknown"')
    expect(text).toContain('timestamp="2026-03-03T00:00:00"')
  })
})

describe('as annotations', () => {
  it('ten breaches are shown, and the others counted', () => {
    const many = (count: number) => annotations([reportOf(Array.from({ length: count }, () => brokenCase()))])
    expect(many(10).match(/^::error /gm)).toHaveLength(10)
    expect(many(10)).not.toContain('more broken')
    expect(many(12).match(/^::error /gm)).toHaveLength(10)
    expect(many(12)).toContain('and 2 more broken cases')
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

it('as Markdown, breaches are shown as far as there is room, and lists end after twenty', () => {
  const results = Array.from({ length: 3 }, () => brokenCase())
  const whole = toMarkdownReport([reportOf(results)])
  expect(whole.match(/<details>/g)).toHaveLength(3)
  expect(toMarkdownReport([reportOf(results)], { maxBytes: 0 })).toContain("and 3 more that don't fit here")
  const known = Array.from({ length: 21 }, () => caseResult({ verdict: 'known', reason: 'a *reason*' }))
  const listed = toMarkdownReport([reportOf(known)])
  expect(listed.match(/^- .*a \\\*reason\\\*$/gm)).toHaveLength(20)
  expect(listed).toContain('- and 1 more')
})
