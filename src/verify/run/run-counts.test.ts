import { describe, expect, it } from 'vitest'
import { caseResult } from '../../../tests/support/sample-report.ts'
import { currentFace } from '../testing/answers.ts'
import type { Verdict } from '../model/result.ts'
import { createRunCounts } from './run-counts.ts'

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

describe('the figures of a run', () => {
  it('have each outcome by its source, what held on each transport, and what held in part', () => {
    const counts = createRunCounts(faces)
    counts.note({ kind: 'judged', result: result('a', 'held') })
    counts.note({ kind: 'judged', result: result('a', 'broken', { transport: 'polling' }) })
    counts.note({ kind: 'judged', result: result('c', 'held', { transport: 'polling' }) })
    const none = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, never: 0 }
    const [operation, edition] = ['joinMeetingRoom', 'current']
    const { coverage, heldInPart } = counts.summary(END)
    expect(coverage).toEqual([
      {
        operation,
        edition,
        source: 'document',
        outcomes: { ...none, broken: 1, never: 1 },
        heldOn: { http: 1, polling: 0 },
      },
      { operation, edition, source: 'server', outcomes: { ...none, held: 1 }, heldOn: { http: 0, polling: 1 } },
    ])
    expect(heldInPart).toEqual([{ outcome: 'joinMeetingRoom/a', on: ['http'], notOn: ['polling'] }])
  })

  const END = { durationMs: 1, stopped: 'by hand', unasked: 7 }

  it('count what happens, each identity that is no use once, and round down', () => {
    const counts = createRunCounts(faces)
    counts.sent()
    counts.sent()
    counts.note({ kind: 'judged', result: result('a', 'held') })
    counts.note({ kind: 'judged', result: result('b', 'held') })
    counts.note({ kind: 'judged', result: result('c', 'blocked', { kind: 'environment' }) })
    for (const [name, state] of [
      ['host', 'refused'],
      ['host', 'refused'],
      ['member', 'unset'],
      ['agent', 'missing'],
      ['guest', 'usable'],
    ] as const)
      counts.note({ kind: 'identity', name, state, reason: null })
    for (const trouble of ['timeout', 'reset', 'timeout'] as const)
      counts.note({ kind: 'retried', id: 'x', trouble, message: '' })
    expect(counts.summary(END)).toMatchObject({
      cases: { held: 2, broken: 0, differs: 0, known: 0, blocked: 1, skipped: 0 },
      blocked: { identity: 0, situation: 0, transport: 0, environment: 1, safety: 0 },
      outcomes: { documented: 3, held: 2 },
      percent: 66,
      identities: ['host', 'member'],
      troubles: { timeout: 2, reset: 1 },
      retries: 3,
      requests: 2,
      unreachable: null,
      ...END,
    })
  })

  it('are none of no faces, and say why the target is not reached', () => {
    const counts = createRunCounts([])
    counts.note({ kind: 'unreachable', trouble: 'dns', message: 'gone' })
    expect(counts.summary(END)).toMatchObject({ percent: 0, unreachable: 'gone', outcomes: { documented: 0, held: 0 } })
  })
})
