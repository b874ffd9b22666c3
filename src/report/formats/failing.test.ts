import { expect, it } from 'vitest'
import { brokenCase, caseResult, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { annotations } from '../github.ts'
import type { Report } from '../report.ts'
import { verdictWord } from '../verdict.ts'
import { toAllure } from './allure.ts'
import { toCtrf } from './ctrf.ts'
import { toJUnit } from './junit.ts'

const MIN_COVERAGE = 50
const reportOf = (results: CaseResult[], given: Partial<Summary> = {}): Report => ({
  run: runInfo({ minCoverage: MIN_COVERAGE }),
  startedAt: Date.UTC(2026, 2, 3),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results, { identities: [], percent: MIN_COVERAGE, ...given }),
})

/** What makes a pipeline red, by the format. */
const REDS: Readonly<Record<string, (report: Report) => boolean>> = {
  CTRF: (report) => Number(JSON.parse(toCtrf([report])).results.summary.failed) > 0,
  JUnit: (report) => / (failures|errors)="[1-9]/.test(toJUnit([report])),
  Allure: (report) => [...toAllure([report]).values()].some((text) => /"status": "(failed|broken)"/.test(text)),
  GitHub: (report) => annotations([report]).startsWith('::error ') || annotations([report]).includes('\n::error '),
}

const gone = caseResult({ verdict: 'blocked', kind: 'environment', reason: 'gone' })
const unmet = caseResult({ verdict: 'blocked', kind: 'situation', reason: 'unmet' })
const FAILING: readonly (readonly [string, Report])[] = [
  ['credentials that are rejected', reportOf([caseResult()], { identities: ['host'] })],
  ['a broken case', reportOf([caseResult(), brokenCase()])],
  ['a target that cannot be reached', reportOf([gone], { unreachable: 'gone' })],
  ['a run that was stopped', reportOf([caseResult()], { stopped: 'by hand' })],
  ['a case that the environment blocked', reportOf([caseResult(), gone])],
  ['a route that is missing', reportOf([caseResult()], { lacking: ['joinMeetingRoom'] })],
  ['too little coverage', reportOf([caseResult()], { percent: MIN_COVERAGE - 1 })],
  ['no case that held', reportOf([unmet])],
]

it.each(FAILING)('%s makes every report red, as it fails the command', (_, report) => {
  expect(verdictWord(report)).not.toBe('the contract holds')
  expect(Object.keys(REDS).filter((format) => !REDS[format]?.(report))).toEqual([])
})

it('no report is red where the command succeeds', () => {
  const well = reportOf([caseResult(), unmet, caseResult({ verdict: 'skipped' }), caseResult({ verdict: 'known' })])
  expect(verdictWord(well)).toBe('the contract holds')
  expect(Object.keys(REDS).filter((format) => REDS[format]?.(well))).toEqual([])
})
