import { expect, it } from 'vitest'
import { runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { Summary } from '../../verify/model/summary.ts'
import type { RunInfo } from '../../verify/model/events.ts'
import { nextStep } from './next-step.ts'

const NONE: Summary['blocked'] = { identity: 0, situation: 0, transport: 0, environment: 0, safety: 0 }
const NEXT = 'Next: npx greenroom target init https://staging.example.org\n'

const run = (blocked: Partial<Summary['blocked']>, info: Partial<RunInfo> = {}, given: Partial<Summary> = {}) => ({
  run: runInfo(info),
  summary: summaryOf([], {
    cases: { held: 1, broken: 0, differs: 0, known: 0, blocked: 9, skipped: 0 },
    blocked: { ...NONE, ...blocked },
    ...given,
  }),
})

it.each([
  [{ identity: 1 }, '1'],
  [{ situation: 2 }, '2'],
  [{ safety: 3 }, '3'],
  [{ identity: 1, situation: 2, safety: 3, transport: 1, environment: 2 }, '6'],
])('of a bare URL that blocks %j, %s cases need more than it', (blocked, count) => {
  expect(nextStep([run(blocked)])).toBe(
    `${count} of the 9 blocked cases need more than a URL: identity, situation or safety. ${NEXT}`,
  )
})

it('where transports alone are missing, a target file may name them', () => {
  expect(nextStep([run({ transport: 1, environment: 8 })])).toBe(NEXT)
})

it('nothing follows where nothing else is needed, with a control plane, or where nothing answered', () => {
  expect(nextStep([])).toBe('')
  expect(nextStep([run({ environment: 9 })])).toBe('')
  expect(nextStep([run({ safety: 1 }, { arranger: 'control' })])).toBe('')
  expect(nextStep([run({ safety: 1 }, {}, { unreachable: 'ECONNREFUSED' })])).toBe('')
  const cases = { held: 0, broken: 0, differs: 0, known: 0, blocked: 9, skipped: 0 }
  expect(nextStep([run({ identity: 8, environment: 1 }, {}, { cases })])).toBe('')
  expect(nextStep([run({ identity: 9 }, {}, { cases })])).toBe(
    `9 of the 9 blocked cases need more than a URL: identity, situation or safety. ${NEXT}`,
  )
  expect(nextStep([run({ transport: 0, environment: 0 })])).toBe('')
})

it('of several runs, the first that was of a bare URL counts', () => {
  const [other, bare] = [run({ safety: 1 }, { arranger: 'control' }), run({ safety: 1 }, { url: 'http://a' })]
  expect(nextStep([other, bare, run({ safety: 2 })])).toBe(
    '1 of the 9 blocked cases need more than a URL: identity, situation or safety. Next: npx greenroom target init http://a\n',
  )
  expect(nextStep([run({ safety: 1 }, {}, { unreachable: 'it is' }), bare])).toMatch(
    /^1 of .* target init http:\/\/a\n$/,
  )
})
