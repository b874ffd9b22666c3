import { describe, expect, it } from 'vitest'
import { caseResult } from '../../../tests/support/sample-report.ts'
import { currentFace } from '../testing/answers.ts'
import type { Verdict } from '../model/result.ts'
import { coverageOf } from './coverage.ts'

const face = currentFace('joinMeetingRoom')
const [first, second] = face.outcomes
if (!first || !second) throw new Error('there are too few outcomes')
const faces = [
  {
    ...face,
    outcomes: [
      { ...first, name: 'a', sources: ['x#1'] },
      { ...second, name: 'b', sources: ['x#1'] },
      { ...second, name: 'c', sources: ['x#1', 'server'] },
    ],
  },
]
const result = (outcome: string, verdict: Verdict, more: object = {}) =>
  caseResult({ operation: face.operation, outcome, verdict, ...more })

describe('coverage', () => {
  it('has a row for each source, and counts an outcome by the weightiest verdict of its cases', () => {
    const of = (...results: ReturnType<typeof result>[]) =>
      coverageOf(faces, results).map(({ source, outcomes }) => [source, outcomes])
    expect(of(result('a', 'held'), result('a', 'broken'), result('b', 'blocked'), result('b', 'held'))).toEqual([
      ['document', { broken: 1, held: 1, differs: 0, known: 0, blocked: 0, never: 0 }],
      ['server', { broken: 0, held: 0, differs: 0, known: 0, blocked: 0, never: 1 }],
    ])
    expect(of(result('a', 'known'), result('a', 'differs'), result('b', 'skipped'), result('c', 'blocked'))).toEqual([
      ['document', { broken: 0, held: 0, differs: 1, known: 0, blocked: 0, never: 1 }],
      ['server', { broken: 0, held: 0, differs: 0, known: 0, blocked: 1, never: 0 }],
    ])
    expect(of(caseResult({ operation: 'another', outcome: 'a' }))[0]).toMatchObject(['document', { held: 0, never: 2 }])
  })
})
