import { describe, expect, it } from 'vitest'
import { summaryOf } from '../../tests/support/sample-report.ts'
import type { Summary } from '../verify/model/summary.ts'
import { conclusionOf } from './conclusion.ts'

const cases = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, skipped: 0 }
const blocked = { identity: 0, situation: 0, transport: 0, environment: 0, safety: 0 }
const WELL = { cases: { ...cases, held: 3 }, blocked, percent: 90, identities: [], troubles: {}, retries: 0 }
const summary = (given: Partial<Summary> = {}): Summary => summaryOf([], { ...WELL, ...given })
const run = (given: Partial<Summary> = {}, minCoverage = 90) => ({ summary: summary(given), run: { minCoverage } })
const NOTHING = run({ cases, percent: 0 })

describe('runs end', () => {
  it('well where enough holds, exactly enough too, or is known', () => {
    expect(conclusionOf([run()])).toEqual({ conclusion: 'held', reason: null })
    expect(conclusionOf([run({ cases: { ...cases, known: 1 } }, 0)]).conclusion).toBe('held')
  })

  it.each<[string, Partial<Summary>]>([
    ['rejected-credentials', { identities: ['a'], cases: { ...cases, held: 1, broken: 1 } }],
    ['broken', { cases: { ...cases, held: 1, broken: 1 }, unreachable: 'gone' }],
    ['unreachable', { unreachable: 'gone', percent: 1 }],
    ['unreachable', { blocked: { ...blocked, environment: 1 } }],
    ['unreachable', { unreachable: 'gone', stopped: 'its time was up' }],
    ['stopped', { stopped: 'it was interrupted', blocked: { ...blocked, environment: 4 } }],
    ['stopped', { stopped: 'it was interrupted' }],
    ['withheld', { cases: { ...cases, blocked: 2 }, blocked: { ...blocked, safety: 1, situation: 1 }, percent: 0 }],
    ['uncovered', { blocked: { ...blocked, safety: 1 }, percent: 89 }],
    ['uncovered', { cases: { ...cases, known: 1 }, blocked: { ...blocked, safety: 1 }, percent: 0 }],
    ['uncovered', { cases: { ...cases, differs: 1 }, blocked: { ...blocked, safety: 1 }, percent: 0 }],
    ['uncovered', { cases: { ...cases, differs: 1 } }],
  ])('as %s by %j', (conclusion, given) => {
    const ended = conclusionOf([run(given)])
    expect(ended).toEqual({ conclusion, reason: expect.any(String) })
  })

  it('by the first rule that applies to any of them, in the order of exit codes', () => {
    const [broken, rejected] = [run({ cases: { ...cases, broken: 1 } }), run({ identities: ['host'] })]
    expect(conclusionOf([broken, rejected])).toEqual({
      conclusion: 'rejected-credentials',
      reason: 'the credentials of host could not be used',
    })
    expect(conclusionOf([run(), broken]).conclusion).toBe('broken')
  })

  it('as stopped with the reason, and without a run as nothing run', () => {
    expect(conclusionOf([run({ stopped: 'its time was up' })]).reason).toBe('the run was stopped: its time was up')
    expect(conclusionOf([])).toEqual({ conclusion: 'nothing-run', reason: 'no run was given' })
  })

  it('without a word on one of which nothing was asked, unless it is alone', () => {
    expect(conclusionOf([run(), NOTHING]).conclusion).toBe('held')
    expect(conclusionOf([NOTHING]).conclusion).toBe('uncovered')
    expect(conclusionOf([run(), run({ cases: { ...cases, blocked: 1 }, percent: 0 })]).conclusion).toBe('uncovered')
  })
})

it('the reason says what it was', () => {
  const reason = (given: Partial<Summary>, least?: number) => conclusionOf([run(given, least)]).reason
  expect([
    reason({ identities: ['a', 'b'] }),
    reason({ cases: { ...cases, broken: 1 } }),
    reason({ unreachable: 'gone' }),
    reason({ blocked: { ...blocked, environment: 1 } }),
    reason({ lacking: ['x', 'y'] }),
    reason({ cases: { ...cases, blocked: 1 }, blocked: { ...blocked, safety: 1 } }, 0),
    reason({ percent: 7 }, 8),
    reason({ cases: { ...cases, differs: 1 } }),
  ]).toEqual([
    'the credentials of a, b could not be used',
    'the contract is broken',
    'the target is unreachable',
    'cases were blocked by the environment',
    'the target has no route for x, y, which its target file names',
    'nothing could be sent safely; the report says what was withheld, and how to allow it',
    'coverage 7 % is below the required 8 %',
    'nothing held',
  ])
})

it('a target that lacks a route of its file breaks the contract', () => {
  expect(conclusionOf([run({ lacking: ['x'] })]).conclusion).toBe('broken')
})
