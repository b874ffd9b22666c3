import { describe, expect, it } from 'vitest'
import { brokenCase, wrongBody, wrongStatus } from '../../tests/support/sample-report.ts'
import type { Finding } from '../verify/model/finding.ts'
import { securityOf, securityWords } from './security.ts'

const words = (...findings: readonly Partial<Finding>[]): string[] =>
  securityWords({ findings: findings.map((each) => ({ ...wrongBody, ...each })) })
const status = (expected: string | null, actual: string | null): Partial<Finding> => ({
  check: 'status',
  expected,
  actual,
})

describe('a status', () => {
  it.each([
    ['401', '200', ['a call with invalid credentials was accepted']],
    ['401', '299', ['a call with invalid credentials was accepted']],
    ['403', '201', ['a forbidden call was accepted']],
    ['401', '302', []],
    ['401', '403', []],
    ['401', '2000', []],
    ['401', null, []],
    ['404', '200', []],
    ['200', '401', []],
    [null, '200', []],
  ])('expected %s and being %s is: %j', (expected, actual, says) => {
    expect(words(status(expected, actual))).toEqual(says)
  })

  it('is none of another check', () => {
    expect(words({ ...status('401', '200'), check: 'body' })).toEqual([])
    expect(words({ ...status('403', '200'), check: 'headers' })).toEqual([])
  })
})

describe('who hosts', () => {
  const HOST = 'a caller who is not the host became host'

  it.each([
    [{ pointer: '/isHost', expected: 'false', actual: 'true' }, [HOST]],
    [{ pointer: '/participant/isHost', expected: 'false', actual: 'true' }, [HOST]],
    [{ pointer: null, message: '/isHost is wrong', expected: 'false', actual: 'true' }, [HOST]],
    [{ pointer: '/isHost', expected: 'true', actual: 'false' }, []],
    [{ pointer: '/isHost', expected: 'false', actual: 'null' }, []],
    [{ pointer: '/isHost', expected: 'absent', actual: 'true' }, []],
    [{ pointer: '/isHost', expected: null, actual: 'true' }, []],
    [{ pointer: '/isHostile', message: 'x', expected: 'false', actual: 'true' }, []],
    [{ pointer: '/wasisHost', message: 'x', expected: 'false', actual: 'true' }, []],
    [{ pointer: null, message: '/wasisHost is wrong', expected: 'false', actual: 'true' }, []],
    [{ pointer: null, message: '/isHostile is wrong', expected: 'false', actual: 'true' }, []],
    [{ pointer: '/isActive', message: 'x', expected: 'false', actual: 'true' }, []],
  ])('%j is: %j', (finding, says) => expect(words(finding)).toEqual(says))
})

describe('whose answer it is', () => {
  const OTHER = "the answer is another user's"

  it.each([
    [{ pointer: '/userId', expected: '"a"', actual: '"b"' }, [OTHER]],
    [{ pointer: null, message: 'userId is wrong', expected: '"a"', actual: '"b"' }, [OTHER]],
    [{ pointer: '/userId', expected: '"a"', actual: 'null' }, []],
    [{ pointer: '/userId', expected: 'null', actual: '"b"' }, []],
    [{ pointer: '/userId', expected: null, actual: '"b"' }, []],
    [{ pointer: '/userIds', message: 'x', expected: '"a"', actual: '"b"' }, []],
  ])('%j is: %j', (finding, says) => expect(words(finding)).toEqual(says))
})

it('credentials in an answer are told in the words of the finding', () => {
  expect(words({ check: 'leak', message: 'the answer contains credentials' })).toEqual([
    'the answer contains credentials',
  ])
})

it('each kind is told once of a case, in one order', () => {
  expect(
    words(
      { check: 'leak', message: 'l' },
      { ...wrongStatus, expected: '403', actual: '200' },
      { ...wrongStatus, expected: '401', actual: '200' },
      { ...wrongStatus, expected: '401', actual: '201' },
    ),
  ).toEqual(['a call with invalid credentials was accepted', 'a forbidden call was accepted', 'l'])
})

it('only cases that deviate count', () => {
  const findings = [{ ...wrongStatus, expected: '401', actual: '200' }]
  const verdicts = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped'] as const
  const results = verdicts.map((verdict) => brokenCase({ verdict, findings }))
  expect(securityOf({ results }).map(({ result, says }) => [result.verdict, says])).toEqual([
    ['broken', 'a call with invalid credentials was accepted'],
    ['differs', 'a call with invalid credentials was accepted'],
    ['known', 'a call with invalid credentials was accepted'],
  ])
})
