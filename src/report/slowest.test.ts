import { expect, it } from 'vitest'
import { caseResult, summaryOf } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { slowestLines } from './slowest.ts'

const lines = (results: readonly CaseResult[], durationMs = 30_001): string[] =>
  slowestLines({ results, summary: summaryOf(results, { durationMs }) })

it('the slowest cases of a long run come first, with their time and transport', () => {
  const results = [
    caseResult({ id: 'a/b', ms: 1234 }),
    caseResult({ id: 'a/c', ms: 0 }),
    caseResult({ id: 'a/d', ms: 123_456, transport: 'polling' }),
  ]
  expect(lines(results)).toEqual([' 123.5 s  a/d (polling)', '   1.2 s  a/b'])
})

it('they are ten at most', () => {
  const results = Array.from({ length: 11 }, (_, n) => caseResult({ id: `a/${n}`, ms: n + 1 }))
  expect(lines(results).map((line) => line.trim().split('/')[1])).toEqual([
    '10',
    '9',
    '8',
    '7',
    '6',
    '5',
    '4',
    '3',
    '2',
    '1',
  ])
})

it('a run of half a minute is not long', () => {
  expect(lines([caseResult({ ms: 5 })], 30_000)).toEqual([])
})
