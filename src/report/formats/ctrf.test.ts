import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf, wrongStatus } from '../../../tests/support/sample-report.ts'
import { isObject } from '../../json.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { asText, evidenceLines, failureText } from '../failure.ts'
import { toCtrf } from './ctrf.ts'
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
    const [blocked, plain] = Object.values(Object(ctrf([reportOf([trouble, caseResult()])])['tests']))
    expect(blocked).toMatchObject({ message: 'a, b: gone' })
    expect(plain).not.toHaveProperty('message')
    expect(broken).toMatchObject({
      flaky: false,
      message: 'The status is 403 and should be 400.',
      trace: failureText(brokenCase({ attempts: 2 })),
    })
  })
})

it('what fails a run beside its cases is a failed test, as it fails the command', () => {
  const well = reportOf([caseResult()], { identities: [] })
  const rejected = reportOf([caseResult()], { identities: ['host'] }, { run: runInfo({ edition: '2022' }) })
  expect(ctrf([rejected, well])['summary']).toMatchObject({ tests: 3, passed: 2, failed: 1 })
  expect(ctrf([rejected, well])['tests']).toEqual([
    expect.objectContaining({ status: 'passed' }),
    {
      name: 'the run as a whole',
      status: 'failed',
      rawStatus: 'run',
      duration: 0,
      suite: ['run', '2022'],
      message: 'the credentials of host could not be used',
      extra: {
        kind: null,
        reason: 'the credentials of host could not be used',
        security: [],
        notes: [],
        reproduce: { target: null, mock: null },
      },
    },
    expect.objectContaining({ status: 'passed' }),
  ])
})

it('a case that differs without failing is other, with how it differs', () => {
  const differs = brokenCase({ verdict: 'differs' })
  const report = reportOf([differs, caseResult()], { identities: [] })
  expect(ctrf([report])['summary']).toMatchObject({ failed: 0, other: 1 })
  const [test] = Object.values(Object(ctrf([report])['tests']))
  expect(test).toMatchObject({
    status: 'other',
    rawStatus: 'differs',
    message: 'The status is 403 and should be 400.',
    trace: asText(evidenceLines(differs)),
  })
})

it('a report says by whom it was made, and when the run began', () => {
  expect(JSON.parse(toCtrf([reportOf([], {}, { startedAt: Date.UTC(2026, 2, 3, 4, 5, 6, 7) })]))).toMatchObject({
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: 'greenroom verify',
    timestamp: '2026-03-03T04:05:06.007Z',
    results: { tool: { name: 'greenroom' }, summary: { pending: 0 } },
  })
  expect(JSON.parse(toCtrf([])).timestamp).toBe('1970-01-01T00:00:00.000Z')
})

it('a case has what a report made of it needs, and a run what only it knows', () => {
  const leak = { ...wrongStatus, check: 'leak', message: 'the answer contains credentials' } as const
  const result = brokenCase({ findings: [leak], notes: ['a note'], answeredAs: 'room-locked', transport: 'polling' })
  const identities = [{ kind: 'identity', name: 'agent', state: 'refused', reason: '401' }] as const
  const leftBehind = [{ kind: 'left-behind', what: 'a room', reason: 'gone' }] as const
  const { tests, extra } = Object(ctrf([reportOf([result], {}, { identities, leftBehind, notes: ['of the run'] })]))
  expect(tests[0]).toMatchObject({
    name: 'joinMeetingRoom/room-full (polling)',
    suite: ['joinMeetingRoom', 'current'],
    filePath: 'contract-tests/cases/joinMeetingRoom.yaml',
    duration: 12,
  })
  expect(tests[0].extra).toEqual({
    kind: null,
    reason: null,
    outcome: 'room-full',
    transport: 'polling',
    source: 'document',
    sources: result.sources,
    contractAt: result.contractAt,
    answeredAs: 'room-locked',
    security: ['the answer contains credentials'],
    notes: ['a note'],
    reproduce: result.reproduce,
  })
  expect(extra.runs).toEqual([
    {
      ...runInfo(),
      identities: [{ name: 'agent', state: 'refused', reason: '401' }],
      leftBehind: [{ what: 'a room', reason: 'gone' }],
      notes: ['of the run'],
      summary: summaryOf([result]),
    },
  ])
})
