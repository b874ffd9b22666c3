import { describe, expect, it } from 'vitest'
import { caseResult } from '../../../tests/support/sample-report.ts'
import { currentFace } from '../testing/answers.ts'
import type { Verdict } from '../model/result.ts'
import type { Transport } from '../model/transport.ts'
import { coverageOf, heldInPart } from './coverage.ts'

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

describe('an outcome that held in part', () => {
  const on = (transport: Transport, verdict: Verdict, more: object = {}) => result('a', verdict, { transport, ...more })
  const parts = (...results: ReturnType<typeof result>[]) => heldInPart(faces, results)

  it('is named with the transports on which it held, and those on which it did not', () => {
    expect(parts(on('websocket', 'broken'), on('http', 'held'), on('polling', 'held'))).toEqual([
      { outcome: 'joinMeetingRoom/a', on: ['http', 'polling'], notOn: ['websocket'] },
    ])
  })

  it('is none that held on all that were tried, or on none', () => {
    expect(parts(on('http', 'held'), on('polling', 'held'))).toEqual([])
    expect(parts(on('http', 'broken'), on('polling', 'broken'))).toEqual([])
    expect(parts()).toEqual([])
  })

  it('is none that was only tried there, though others were tried elsewhere', () => {
    const other = result('b', 'held', { transport: 'websocket' })
    expect(parts(on('http', 'held'), on('polling', 'held'), other)).toEqual([])
    expect(parts(on('http', 'held'), on('polling', 'broken'), other)).toEqual([
      { outcome: 'joinMeetingRoom/a', on: ['http'], notOn: ['polling'] },
    ])
  })

  it('is none where the other transport was skipped, or is not there', () => {
    expect(parts(on('http', 'held'), on('polling', 'skipped'))).toEqual([])
    expect(parts(on('http', 'held'), on('polling', 'blocked', { kind: 'transport' }))).toEqual([])
  })
})
