import { expect, it } from 'vitest'
import { summaryOf } from '../../../tests/support/sample-report.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { exitOf } from './exit.ts'

const cases = { held: 0, broken: 0, differs: 0, known: 0, blocked: 0, skipped: 0 }
const blocked = { identity: 0, situation: 0, transport: 0, environment: 0, safety: 0 }
const well = summaryOf([], { cases: { ...cases, held: 3 }, blocked, percent: 90, identities: [] })

// Which code comes before which, tests/verify/input.test.ts tells.
it.each<[number, string | null, Partial<Summary>, number?]>([
  [0, null, {}],
  [2, 'the credentials of agent, host could not be used', { identities: ['agent', 'host'] }],
  [1, 'the contract is broken', { cases: { ...cases, held: 3, broken: 1 } }],
  [3, 'the target is unreachable', { unreachable: 'it is' }],
  [3, 'the run was stopped: it took too long', { stopped: 'it took too long' }],
  [3, 'cases were blocked by the environment', { blocked: { ...blocked, environment: 1 } }],
  [
    4,
    'nothing could be sent safely; the report says what was withheld, and how to allow it',
    { cases: { ...cases, blocked: 1 }, blocked: { ...blocked, safety: 1 } },
  ],
  [5, 'coverage 90 % is below the required 91 %', {}, 91],
  [5, 'nothing held', { cases: { ...cases, differs: 1 } }],
])('%i: %s', (code, reason, given, minCoverage = 90) => {
  expect(exitOf([{ summary: { ...well, ...given }, minCoverage }])).toEqual({ code, reason })
})
