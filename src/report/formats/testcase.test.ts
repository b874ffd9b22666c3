import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult } from '../../../tests/support/sample-report.ts'
import { readXml } from '../../../tests/support/read-xml.ts'
import type { BlockedKind, CaseResult } from '../../verify/model/result.ts'
import { failureText } from '../failure.ts'
import { junitState, secondsOf, testcaseOf } from './testcase.ts'

const KINDS: readonly BlockedKind[] = ['environment', 'identity', 'situation', 'transport', 'safety']
const read = (result: CaseResult) => readXml(`<?xml version="1.0" encoding="UTF-8"?>${testcaseOf(result)}`)
const element = (given: Partial<CaseResult>) => read(caseResult(given))
const inside = (given: Partial<CaseResult>) => element(given).children[0]

describe('a case in JUnit', () => {
  it('fails if it is broken, is an error if the environment blocked it, and is skipped if it says nothing', () => {
    const blocked = KINDS.map((kind) => junitState(caseResult({ verdict: 'blocked', kind })))
    expect(blocked).toEqual(['error', 'skipped', 'skipped', 'skipped', 'skipped'])
    const verdicts = ['broken', 'differs', 'skipped', 'known', 'held'] as const
    expect(verdicts.map((verdict) => junitState(caseResult({ verdict })))).toEqual([
      'failure',
      'skipped',
      'skipped',
      'passed',
      'passed',
    ])
  })

  it('has its name, its operation by edition, its time and its place', () => {
    expect(element({}).attributes).toEqual({
      name: 'joinMeetingRoom/room-full',
      classname: 'current.joinMeetingRoom',
      time: '0.012',
      file: 'contract-tests/cases/joinMeetingRoom.yaml',
      line: '40',
    })
    expect(element({ transport: 'polling' }).attributes['name']).toBe('joinMeetingRoom/room-full (polling)')
  })

  it('that broke says what the first breach is, and shows the rest', () => {
    const failure = read(brokenCase()).children[0]
    const message = 'The status is 403 and should be 400.'
    expect(failure).toMatchObject({ name: 'failure', attributes: { type: 'broken', message } })
    expect(failure?.text).toBe(failureText(brokenCase()))
  })

  it('that the environment blocked says so, and why', () => {
    const says = 'blocked, environment: 502 three times'
    expect(inside({ verdict: 'blocked', kind: 'environment', reason: '502 three times' })).toMatchObject({
      name: 'error',
      attributes: { message: says, type: 'environment' },
      text: says,
    })
  })

  it('that was blocked or skipped says why, as far as that is known', () => {
    const message = (given: Partial<CaseResult>) => {
      const found = inside(given)
      return [found?.name, found?.attributes['message']]
    }
    expect(message({ verdict: 'blocked', kind: 'identity', reason: 'no host' })).toEqual([
      'skipped',
      'blocked, identity: no host',
    ])
    expect(message({ verdict: 'blocked', kind: null, reason: null })).toEqual([
      'skipped',
      'blocked, situation: no reason given',
    ])
    expect(message({ verdict: 'skipped', reason: 'asked for' })).toEqual(['skipped', 'asked for'])
  })

  it('that differs says with which source, and shows what differs', () => {
    const { findings } = brokenCase()
    const differing = inside({ verdict: 'differs', source: 'inferred', findings })
    expect(differing?.attributes['message']).toBe(
      'differs, with a weaker source (document) than the gate: The status is 403 and should be 400.',
    )
    expect(differing?.text.split('\n').slice(0, 4)).toEqual([
      '  status: The status is 403 and should be 400.',
      '    expected: 400',
      '    actual:   403',
      '  body: The body is another.',
    ])
    expect(inside({ verdict: 'differs', source: 'inferred' })?.attributes['message']).toContain('source (inferred)')
  })

  it('that passed has nothing but its notes; a known deviation also its reason and its calls', () => {
    expect(element({}).children).toEqual([])
    expect(inside({ notes: ['one', 'two'] })).toMatchObject({ name: 'system-out', text: 'one\ntwo' })
    const known = inside({ verdict: 'known', reason: 'fixed in 8.1', notes: ['more'] })
    const answer = '  the answer:\n    | {\n    |   "success": false\n    | }'
    expect(known?.text).toBe(`known: fixed in 8.1\n${answer}\nmore`)
    expect(inside({ verdict: 'known' })?.text).toBe(`known\n${answer}`)
  })
})

it('a time is in seconds with three decimals, and never before it began', () => {
  expect([secondsOf(1234), secondsOf(0.4), secondsOf(-5)]).toEqual(['1.234', '0.000', '0.000'])
})
