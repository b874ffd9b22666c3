import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { coverageOf, heldInPart } from './coverage.ts'
import type { CaseResult, Verdict } from '../model/result.ts'
import { failsAt, weakestSource, weaker } from '../model/source.ts'
import { createRunCounts } from './run-counts.ts'
import { planned } from '../testing/answers.ts'
import { unplayed } from './to-result.ts'
import { createRedaction } from '../redact/redaction.ts'

const VERDICTS: readonly Verdict[] = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped']
const SOURCES = ['document', 'server', 'inferred'] as const
const parts = {
  edition: 'current',
  gate: 'document',
  deviations: new Map(),
  today: '2026-01-01',
  redaction: createRedaction([], null),
  reproduce: () => ({ target: null, mock: null }),
} as const
const skipped = planned.map((each) => unplayed(each, { verdict: 'skipped', kind: null, reason: '' }, parts))
const results = fc.infiniteStream(fc.constantFrom(...VERDICTS, null)).map((stream) =>
  skipped.flatMap((each): CaseResult[] => {
    const verdict = stream.next().value
    return verdict ? [{ ...each, verdict, kind: verdict === 'blocked' ? 'situation' : null }] : []
  }),
)
const documented = faces.current.reduce((sum, { outcomes }) => sum + outcomes.length, 0)

describe('sources', () => {
  it('weigh by the weakest of them', () => {
    expect(weakestSource(['001.txt#a', 'server', '002.txt#b'])).toBe('server')
    expect(weakestSource(['inferred', 'server'])).toBe('inferred')
    expect(weakestSource(['001.txt#server'])).toBe('document')
    expect(weakestSource([])).toBe('document')
    for (const a of SOURCES) for (const b of SOURCES) expect(weaker(a, b)).toBe(weaker(b, a))
  })

  it('fail a run up to its gate', () => {
    const failing = SOURCES.map((gate) => SOURCES.filter((source) => failsAt(source, gate)))
    expect(failing).toEqual([['document'], ['document', 'server'], ['document', 'server', 'inferred']])
  })
})

describe('coverage', () => {
  it('sums up to the documented outcomes, whatever came of the cases', () => {
    fc.assert(
      fc.property(results, (each) => {
        const rows = coverageOf(faces.current, each)
        expect(rows.flatMap(({ outcomes }) => Object.values(outcomes)).reduce((a, b) => a + b, 0)).toBe(documented)
        expect(new Set(rows.map(({ operation, source }) => `${operation} ${source}`)).size).toBe(rows.length)
      }),
      { numRuns: 30 },
    )
  })

  it('shows what held on one transport and not on another that was tried, lost to trouble or not', () => {
    const [one] = skipped
    if (!one) throw new Error('there are cases')
    const on = (transport: CaseResult['transport'], verdict: Verdict, kind: CaseResult['kind'] = null): CaseResult => ({
      ...one,
      transport,
      verdict,
      kind,
    })
    const outcome = `${one.operation}/${one.outcome}`
    const part = { outcome, on: ['http'], notOn: ['websocket'] }
    for (const lost of [on('websocket', 'differs'), on('websocket', 'blocked', 'environment')])
      expect(heldInPart(faces.current, [on('http', 'held'), lost])).toEqual([part])
    // A transport that the target does not have, or that was not requested, is not a loss.
    for (const none of [on('websocket', 'blocked', 'transport'), on('websocket', 'skipped'), on('websocket', 'held')])
      expect(heldInPart(faces.current, [on('http', 'held'), none])).toEqual([])
    const held = coverageOf(faces.current, [on('http', 'held'), on('websocket', 'differs')])
    expect(held.find(({ operation }) => operation === one.operation)?.heldOn).toEqual({ http: 1, websocket: 0 })
  })

  it.each([
    [['held', 'broken'], 'broken'],
    [['blocked', 'held', 'known', 'differs'], 'held'],
    [['known', 'differs'], 'differs'],
    [['blocked', 'known'], 'known'],
    [['skipped', 'blocked'], 'blocked'],
    [['skipped'], 'never'],
    [[], 'never'],
  ] as const)('of an outcome with %j is %s', (verdicts, state) => {
    const [first] = skipped
    if (!first) throw new Error('there are cases')
    const face = faces.current.filter(({ operation }) => operation === first.operation)
    const rows = coverageOf(
      face,
      verdicts.map((verdict) => ({ ...first, verdict })),
    )
    const counts = (name: typeof state): number => rows.reduce((sum, { outcomes }) => sum + outcomes[name], 0)
    const others = (face[0]?.outcomes.length ?? 0) - 1
    expect(counts(state)).toBe(state === 'never' ? others + 1 : 1)
  })
})

describe('the counts of a run', () => {
  it('counts every result once, and holds as many outcomes as its rows', () => {
    fc.assert(
      fc.property(results, (each) => {
        const counts = createRunCounts(faces.current)
        for (const result of each) counts.note({ kind: 'judged', result })
        const summary = counts.summary({ durationMs: 5, stopped: null, unasked: 0 })
        for (const verdict of VERDICTS)
          expect(summary.cases[verdict]).toBe(each.filter((one) => one.verdict === verdict).length)
        expect(Object.values(summary.blocked).reduce((a, b) => a + b, 0)).toBe(summary.cases.blocked)
        expect(summary.outcomes.held).toBe(summary.coverage.reduce((sum, { outcomes }) => sum + outcomes.held, 0))
        expect(summary.percent).toBe(Math.floor((summary.outcomes.held / documented) * 100))
        expect(summary.outcomes.documented).toBe(documented)
      }),
      { numRuns: 30 },
    )
  })

  it('counts what went over the wire, the trouble on the way and the identities that are no use', () => {
    const counts = createRunCounts([])
    counts.sent()
    counts.sent()
    for (const trouble of ['gateway', 'timeout', 'gateway'] as const)
      counts.note({ kind: 'retried', id: 'a', trouble, message: '' })
    for (const state of ['usable', 'refused', 'unset', 'missing'] as const)
      counts.note({ kind: 'identity', name: state, state, reason: null })
    counts.note({ kind: 'unreachable', trouble: 'dns', message: 'no such host' })
    expect(counts.summary({ durationMs: 7, stopped: 'it was interrupted', unasked: 0 })).toMatchObject({
      requests: 2,
      retries: 3,
      troubles: { gateway: 2, timeout: 1 },
      identities: ['refused', 'unset'],
      unreachable: 'no such host',
      percent: 0,
      durationMs: 7,
      stopped: 'it was interrupted',
    })
  })

  it('never rounds up to a hundred', () => {
    // One outcome of two hundred is missing: 99.5 %.
    const [face] = faces.current
    const [outcome] = face?.outcomes ?? []
    const [one] = skipped
    if (!face || !outcome || !one) throw new Error('there are outcomes and cases')
    const outcomes = Array.from({ length: 200 }, (_, nth) => ({ ...outcome, name: `outcome-${nth}` }))
    const counts = createRunCounts([{ ...face, outcomes }])
    for (const { name } of outcomes.slice(1))
      counts.note({ kind: 'judged', result: { ...one, operation: face.operation, outcome: name, verdict: 'held' } })
    expect(counts.summary({ durationMs: 0, stopped: null, unasked: 0 })).toMatchObject({
      percent: 99,
      outcomes: { documented: 200, held: 199 },
    })
  })
})
