import { describe, expect, it } from 'vitest'
import { compact, ctrfRun, ctrfTest, itemsIn } from '../../../tests/support/ctrf-parts.ts'
import type { CoverageRow, Summary } from '../../verify/model/summary.ts'
import type { CtrfRun, CtrfTest } from './document.ts'
import { gapsSection } from './gaps-html.ts'

const gaps = (summary: Partial<Summary> = {}, tests: readonly CtrfTest[] = [], run: Partial<CtrfRun> = {}): string[] =>
  itemsIn(gapsSection(ctrfRun(summary, run), tests))
const cases = (given: Partial<Summary['cases']>): Summary['cases'] => ({
  held: 1,
  broken: 0,
  differs: 0,
  known: 0,
  blocked: 0,
  skipped: 0,
  ...given,
})
const row = (never: number): CoverageRow => ({
  operation: 'a',
  edition: 'current',
  source: 'document',
  outcomes: { held: 1, broken: 0, differs: 0, known: 0, blocked: 0, never },
  heldOn: {},
})
const NONE = { identity: 0, situation: 0, transport: 0, environment: 0, safety: 0 }
const blocked = (kind: string, reason: string | null): CtrfTest =>
  ctrfTest({ rawStatus: 'blocked', extra: { kind, reason } })

describe('what a verdict leaves open', () => {
  it('is nothing if everything was tried', () => {
    expect(compact(gapsSection(ctrfRun(), [ctrfTest()]))).toBe(
      '<section> <h2>What this verdict leaves open</h2> <p>Nothing: every documented outcome was tried, and no case was blocked or skipped.</p> </section>',
    )
  })

  it('is why the run ended early, and what the target lacks', () => {
    expect(gaps({ stopped: 'interrupted' })).toEqual(['The run ended early, stopped: interrupted.'])
    expect(gaps({ unreachable: 'no DNS' })).toEqual(['The run ended early, unreachable: no DNS.'])
    expect(gaps({ lacking: ['a', 'b'] })).toEqual(['The target has no route for a, b.'])
    expect(gaps({ identities: ['host', 'agent'] })).toEqual(['The credentials of host, agent were not usable.'])
  })

  it('is what was never tried, over all operations', () => {
    expect(gaps({ coverage: [row(0), row(1)] })).toEqual(['1 documented outcome was never tried.'])
    expect(gaps({ coverage: [row(2), row(1)] })).toEqual(['3 documented outcomes were never tried.'])
    expect(gaps({ coverage: [row(2)] }, [], { arranger: 'none' })).toEqual(['2 documented outcomes were not seen.'])
    expect(compact(gapsSection(ctrfRun({}, { arranger: 'none' }), []))).toContain('every documented outcome was seen,')
  })

  it('is what was found and does not count', () => {
    expect(gaps({ cases: cases({ differs: 1 }) })).toEqual(['1 deviation was not counted: the gate is document.'])
    expect(gaps({ cases: cases({ differs: 2 }) }, [], { gate: 'server' })).toEqual([
      '2 deviations were not counted: the gate is server.',
    ])
    expect(gaps({ cases: cases({ known: 1 }) })).toEqual(['1 known deviation was accepted.'])
    expect(gaps({ cases: cases({ known: 2 }) })).toEqual(['2 known deviations were accepted.'])
  })

  it('is a coverage that is too small', () => {
    expect(gaps({ percent: 59 }, [], { minCoverage: 60 })).toEqual(['Coverage is 59 %, below the required 60 %.'])
    expect(gaps({ percent: 60 }, [], { minCoverage: 60 })).toEqual([])
  })

  it('is told in one order, with the texts of others escaped', () => {
    expect(
      gaps({ stopped: '<b>', lacking: ['a'], percent: 0, cases: cases({ differs: 1, known: 1 }) }, [], {
        minCoverage: 1,
      }),
    ).toEqual([
      'The run ended early, stopped: &#60;b&#62;.',
      'The target has no route for a.',
      '1 deviation was not counted: the gate is document.',
      '1 known deviation was accepted.',
      'Coverage is 0 %, below the required 1 %.',
    ])
  })
})

describe('blocked and skipped cases', () => {
  it('are told by kind, the most frequent first, in words where there are some', () => {
    const all = { ...NONE, identity: 1, situation: 3, transport: 1, environment: 2, safety: 1 }
    const kinds = Object.keys(all).map((kind) => blocked(kind, `reason of ${kind}.`))
    expect(gaps({ blocked: all }, kinds)).toEqual([
      '3 cases were blocked by a missing situation: reason of situation (1).',
      '2 cases were blocked by the environment: reason of environment (1).',
      '1 case was blocked by a missing identity: reason of identity (1).',
      '1 case was blocked by transport: reason of transport (1).',
      '1 case was blocked by safety: reason of safety (1).',
    ])
  })

  it('have their three most frequent reasons, and the number of others', () => {
    const reasons = ['a', 'b', 'b', 'c', 'd', 'd', 'd', null]
    const tests = [...reasons.map((reason) => blocked('situation', reason)), ctrfTest({ extra: { kind: 'situation' } })]
    expect(gaps({ blocked: { ...NONE, situation: 8 } }, tests)).toEqual([
      '8 cases were blocked by a missing situation: d (3); b (2); a (1); 2 more reasons.',
    ])
    expect(gaps({ blocked: { ...NONE, situation: 7 } }, tests.slice(0, 7))).toEqual([
      '7 cases were blocked by a missing situation: d (3); b (2); a (1); 1 more reason.',
    ])
    expect(gaps({ blocked: { ...NONE, situation: 1 } }, [blocked('situation', null)])).toEqual([
      '1 case was blocked by a missing situation: no reason given (1).',
    ])
  })

  it('that were skipped on purpose have their reasons, too', () => {
    const skipped = (reason: string): CtrfTest => ctrfTest({ rawStatus: 'skipped', extra: { reason } })
    expect(gaps({}, [skipped('no second user')])).toEqual(['1 case was skipped on purpose: no second user (1).'])
    expect(gaps({}, [skipped('x'), skipped('x'), ctrfTest()])).toEqual(['2 cases were skipped on purpose: x (2).'])
  })
})
