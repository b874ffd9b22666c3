import { describe, expect, it } from 'vitest'
import { readXml } from '../../../tests/support/read-xml.ts'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { toJUnit } from './junit.ts'
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

describe('as JUnit', () => {
  const totals = (reports: Report[]): unknown => readXml(toJUnit(reports)).attributes

  it('trouble is an error, and so is a run that ended early', () => {
    expect(totals([reportOf(all)])).toMatchObject({ tests: '6', failures: '1', errors: '1', skipped: '2' })
    expect(totals([reportOf(all, { stopped: 'by hand' })])).toMatchObject({ tests: '7', failures: '1', errors: '2' })
    expect(totals([reportOf([], { unreachable: 'gone' }), reportOf(all)])).toMatchObject({ tests: '7', errors: '2' })
  })

  it('what differs is skipped, and the suites of a run add up to its figures', () => {
    const results = [
      ...all,
      caseResult({ operation: 'leaveMeetingRoom', verdict: 'differs', findings: brokenCase().findings }),
      caseResult({ operation: 'leaveMeetingRoom', ms: 1234 }),
    ]
    const { attributes, children } = readXml(toJUnit([reportOf(results, { stopped: 'by hand' })]))
    expect(attributes).toMatchObject({ tests: '9', failures: '1', errors: '2', skipped: '3' })
    expect(children.map((suite) => (typeof suite === 'string' ? suite : suite.attributes))).toMatchObject([
      { tests: '6', failures: '1', errors: '1', skipped: '2', time: '0.072' },
      { tests: '2', failures: '0', errors: '0', skipped: '1', time: '1.246' },
      { tests: '1', failures: '0', errors: '1', skipped: '0', time: '0.000' },
    ])
  })

  it('several runs add up, and each note is a property with its number', () => {
    const reports = [reportOf(all, { durationMs: 1500 }), reportOf(all, { durationMs: 250 }, { notes: ['one', 'two'] })]
    expect(totals(reports)).toMatchObject({ tests: '12', failures: '2', errors: '2', skipped: '4', time: '1.750' })
    const text = toJUnit(reports)
    expect(text).toContain('<property name="note.1" value="one"/>')
    expect(text).toContain('<property name="note.2" value="two"/>')
    expect(totals([])).toMatchObject({ tests: '0', time: '0.000' })
  })

  it('a suite says which target it is of, and what its operation and the run have reached', () => {
    const run = runInfo({ target: 'staging', url: 'https://a.example.org:8443' })
    const [suite] = readXml(toJUnit([reportOf([caseResult()], { percent: 42 }, { run })])).children
    const properties = suite?.children[0]?.children.map(({ attributes: { name = '', value } }) => [name, value]) ?? []
    expect(Object.fromEntries(properties)).toMatchObject({
      target: 'staging',
      url: 'https://a.example.org:8443',
      edition: run.edition,
      arranger: run.arranger,
      summary: expect.stringMatching(/^1 held, /),
      'coverage.percent': '42',
      'coverage.document.held': '3',
      'coverage.document.never': '5',
    })
    expect(suite?.attributes).toMatchObject({ name: 'joinMeetingRoom (current)', hostname: 'a.example.org' })
  })

  it('the gate has the word that people write', () => {
    const gateOf = (gate: 'document' | 'inferred') => toJUnit([reportOf(all, {}, { run: { ...runInfo(), gate } })])
    expect(gateOf('inferred')).toContain('<property name="gate" value="all"/>')
    expect(gateOf('document')).toContain('<property name="gate" value="document"/>')
  })

  it('a run that ended early is a case that says why', () => {
    const run = runInfo({ url: 'https://a.example.org:8443' })
    expect(toJUnit([reportOf([], { stopped: 'by hand' }, { run })]).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="greenroom verify" time="1.234" tests="1" failures="0" errors="1" skipped="0">',
      '  <testsuite name="run (current)" tests="1" failures="0" errors="1" skipped="0" time="0.000" timestamp="2026-03-03T00:00:00" hostname="a.example.org" id="0" package="current">',
      '    <testcase name="the run as a whole" classname="current.run" time="0.000">',
      '      <error message="stopped: by hand" type="run">stopped: by hand</error>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ])
  })

  it('suites are told apart by their number, and a host that is none is unknown', () => {
    const well = { identities: [] }
    const results = [caseResult(), caseResult({ operation: 'leaveMeetingRoom' })]
    const text = toJUnit([reportOf(results, well, { run: runInfo({ url: 'nowhere' }) }), reportOf(results, well)])
    expect([...text.matchAll(/ id="(\d)"/g)].map(([, id]) => id)).toEqual(['0', '1', '2', '3'])
    expect(text).toContain('hostname="unknown"')
    expect(text).toContain('timestamp="2026-03-03T00:00:00"')
  })
})
