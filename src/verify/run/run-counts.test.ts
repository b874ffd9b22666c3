import { describe, expect, it } from 'vitest'
import { caseResult } from '../../../tests/support/sample-report.ts'
import { currentFace } from '../testing/answers.ts'
import { GATE_WORDS, gateWord, toGate } from '../model/gate.ts'
import { failsAt, weaker, weakestSource } from '../model/source.ts'
import type { Verdict } from '../model/result.ts'
import { coverageOf } from './coverage.ts'
import { createEventQueue } from './event-queue.ts'
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

describe('the figures of a run', () => {
  const END = { durationMs: 1, stopped: null }

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

describe('a queue of events', () => {
  it('is read in order, also what was put before its end, and waits for what is to come', async () => {
    const queue = createEventQueue<number>()
    const read: number[] = []
    const reading = (async () => {
      for await (const event of queue) read.push(event)
    })()
    queue.put(1)
    queue.put(2)
    await new Promise((resolve) => setImmediate(resolve))
    expect(read).toEqual([1, 2])
    queue.put(3)
    queue.end()
    await reading
    expect(read).toEqual([1, 2, 3])
  })
})

it('a gate is known by its word, of which all means the weakest', () => {
  expect(GATE_WORDS.map(toGate)).toEqual(['document', 'server', 'inferred', 'inferred'])
  expect(['document', 'server', 'inferred'].map((word) => gateWord(toGate(word)))).toEqual([
    'document',
    'server',
    'all',
  ])
  for (const word of ['', 'none', 'toString'])
    expect(() => toGate(word)).toThrow(expect.objectContaining({ name: 'Fault' }))
})

it('a source is as weak as its weakest, and fails at a gate that is no stronger', () => {
  expect([weaker('document', 'server'), weaker('inferred', 'server'), weaker('server', 'server')]).toEqual([
    'server',
    'inferred',
    'server',
  ])
  expect([weakestSource([]), weakestSource(['a#b']), weakestSource(['a#b', 'server', 'c#d'])]).toEqual([
    'document',
    'document',
    'server',
  ])
  expect([failsAt('document', 'document'), failsAt('server', 'document'), failsAt('server', 'inferred')]).toEqual([
    true,
    false,
    true,
  ])
})
