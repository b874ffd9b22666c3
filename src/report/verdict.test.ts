import { describe, expect, it } from 'vitest'
import { runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import type { Summary } from '../verify/model/summary.ts'
import { endOf, failsBeside, seconds, statesOf, troubleSentence, verdictSentence, verdictWord } from './verdict.ts'

const cases = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, skipped: 0 }
const blocked = { identity: 0, situation: 0, transport: 0, environment: 0, safety: 0 }
const WELL = { cases: { ...cases, held: 3 }, blocked, percent: 90, identities: [], troubles: {}, retries: 0 }
const summary = (given: Partial<Summary> = {}): Summary => summaryOf([], { ...WELL, ...given })

describe('a verdict', () => {
  const word = (given: Partial<Summary>, minCoverage = 0): string =>
    verdictWord({ run: runInfo({ minCoverage }), summary: summary(given) })

  it('is what the command says at the end of the run, or that the contract holds', () => {
    const stopped = { stopped: 'by hand', blocked: { ...blocked, environment: 1 } }
    const words = [
      word({ identities: ['member'] }),
      word({ cases: { ...cases, broken: 1 }, unreachable: 'gone' }),
      word({ unreachable: 'gone', ...stopped }),
      word(stopped),
      word({ blocked: stopped.blocked }),
      word({ lacking: ['joinMeetingRoom'] }),
      word({ cases: { ...cases, differs: 1 } }),
      word({ percent: 89 }, 90),
      word({ cases: { ...cases, known: 1 } }),
      word({ percent: 90 }, 90),
    ]
    expect(words).toEqual([
      'the credentials of member could not be used',
      'the contract is broken',
      'the target is unreachable',
      'the run was stopped: by hand',
      'cases were blocked by the environment',
      'the target has no route for joinMeetingRoom, which its target file names',
      'nothing held',
      'coverage 89 % is below the required 90 %',
      'the contract holds',
      'the contract holds',
    ])
  })

  it('of a run without a judged case says so', () => {
    expect(word({ cases: { ...cases, skipped: 3 } })).toBe('nothing was judged')
  })

  it('fails a run beside its cases where none of them shows it', () => {
    const beside = (given: Partial<Summary>, minCoverage = 0, failed = 0): string | null =>
      failsBeside({ run: runInfo({ minCoverage }), summary: summary(given) }, failed)
    expect([
      beside({ identities: ['agent'] }),
      beside({ lacking: ['joinMeetingRoom'] }),
      beside({ percent: 49 }, 50),
      beside({ stopped: 'by hand', cases: { ...cases, broken: 1 } }, 0, 1),
      beside({ unreachable: 'gone', cases }),
      beside({ blocked: { ...blocked, environment: 1 } }),
    ]).toEqual([
      'the credentials of agent could not be used',
      'the target has no route for joinMeetingRoom, which its target file names',
      'coverage 49 % is below the required 50 %',
      'stopped: by hand',
      'unreachable: gone',
      'cases were blocked by the environment',
    ])
    const shown = [
      beside({ cases: { ...cases, broken: 1 } }, 0, 1),
      beside({ blocked: { ...blocked, environment: 1 } }, 0, 1),
    ]
    expect([...shown, beside({}), beside({ cases })]).toEqual([null, null, null, null])
  })

  it('has every figure in one line', () => {
    expect(verdictSentence(summary({ outcomes: { documented: 10, held: 9 }, durationMs: 1249 }))).toBe(
      '3 held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped = 3 cases · coverage 90 % (9 of 10 outcomes) · 1.2 s',
    )
    expect(verdictSentence(summary({ unasked: 7 }))).toContain('0 skipped = 3 of 10 cases · coverage')
    expect([seconds(0), seconds(50), seconds(59_960)]).toEqual(['0.0 s', '0.1 s', '60.0 s'])
  })

  it('of a run that ended early says why: that it could not begin before that it was stopped', () => {
    expect(endOf(summary())).toBeNull()
    expect(endOf(summary({ stopped: 'by hand' }))).toBe('stopped: by hand')
    expect(endOf(summary({ unreachable: 'gone', stopped: 'by hand' }))).toBe('unreachable: gone')
  })

  it('of trouble counts each kind that there was, and says so where nothing of it is left', () => {
    expect(troubleSentence(summary({ troubles: { timeout: 0 } }))).toBeNull()
    expect(troubleSentence(summary({ troubles: { timeout: 2, gateway: 0, reset: 1 }, retries: 0 }))).toBe(
      'trouble: 2 timeout, 1 reset; retried 0 times in 412 requests',
    )
    expect(troubleSentence(summary({ retries: 1 }))).toBe('trouble: none left; retried 1 times in 412 requests')
  })
})

it('of traffic that others made, nobody tried anything', () => {
  const words = (arranger: string) => statesOf({ arranger }).map(([, word]) => word)
  expect(words('none')).toEqual(['held', 'broken', 'differs', 'known', 'blocked', 'not seen'])
  expect(words('control').at(-1)).toBe('never tried')
})
