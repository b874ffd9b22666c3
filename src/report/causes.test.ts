import { describe, expect, it } from 'vitest'
import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { brokenCase, caseResult, summaryOf, wrongBody, wrongStatus } from '../../tests/support/sample-report.ts'
import { causeKey, causesOf, findingsBeyond } from './causes.ts'
import { securityOf } from './security.ts'
import { slowestLines } from './slowest.ts'
import { heldInPartLines } from './coverage-table.ts'

const noAck: Finding = {
  ...wrongStatus,
  check: 'ack',
  message: 'there was no ack, but the event exception instead',
  expected: null,
  actual: null,
}
const many = (count: number, given: Partial<CaseResult>): CaseResult[] =>
  Array.from({ length: count }, (_, nth) => caseResult({ id: `a/b:${nth}`, ...given }))
const status = (expected: string, actual: string): Finding => ({ ...wrongStatus, expected, actual })

describe('causes', () => {
  it('are told once for all cases of one, with what helps where the framework is known', () => {
    const [cause, ...others] = causesOf({ results: many(119, { verdict: 'differs', findings: [noAck] }) })
    expect(others).toEqual([])
    expect(cause).toMatchObject({ says: `ack: ${noAck.message}`, broken: 0, hint: expect.stringContaining('NestJS') })
    expect(cause?.results).toHaveLength(119)
  })

  it('have what helps by whichever of their cases shows the framework', () => {
    const [exchange] = caseResult().exchanges
    const of = (body: string): CaseResult => {
      const answer = { status: 400, headers: [], body, ms: 1 }
      return brokenCase({ findings: [wrongBody], exchanges: exchange ? [{ ...exchange, answer }] : [] })
    }
    const [cause, ...others] = causesOf({ results: [of('{"a":1}'), of('{"code":"FST_ERR_VALIDATION"}')] })
    expect([others, cause?.hint]).toEqual([[], expect.stringContaining('Fastify')])
  })

  it('leave out what is of one case only: ids, times, and whose connection it is', () => {
    const heard = (who: number, ms: number): Finding => ({
      ...noAck,
      check: 'heard',
      message: `observer ${who} does not hear it within ${ms} ms`,
    })
    const results = [heard(1, 400), heard(2, 1200)].map((finding) => brokenCase({ findings: [finding] }))
    expect(causesOf({ results })).toHaveLength(1)
  })

  it.each([
    ['stranger 1 hears it', 'stranger 2 hears it', 1],
    ['caller 1 hears it', 'caller 2 hears it', 1],
    ['caller 1 hears it', 'observer 1 hears it', 2],
    ['/rooms/1/name is wrong', '/rooms/20/name is wrong', 1],
    ['/rooms/1 is wrong', '/rooms/2 is wrong', 1],
    ['/rooms/1a is wrong', '/rooms/2a is wrong', 2],
    ['/rooms/1-a is wrong', '/rooms/2-a is wrong', 2],
    ['caller 1 hears caller 2', 'caller 1 hears caller 3', 1],
    ['/rooms/1/seats/2 is wrong', '/rooms/1/seats/3 is wrong', 1],
  ])('of %j and %j are %i', (one, other, causes) => {
    const results = [one, other].map((message) => brokenCase({ findings: [{ ...noAck, message }] }))
    expect(causesOf({ results })).toHaveLength(causes)
  })

  it('are told apart by the outcome where a call is accepted that should be refused', () => {
    const keys = (finding: Finding) =>
      ['a', 'b'].map((outcome) => causeKey(brokenCase({ outcome, findings: [finding] })))
    const isApart = (expected: string | null, actual: string | null): boolean => {
      const [one, other] = keys({ ...wrongStatus, expected, actual })
      return one !== other
    }
    expect([isApart('401', '200'), isApart('503', '201')]).toEqual([true, true])
    expect([isApart('201', '200'), isApart(null, '200'), isApart('401', '500'), isApart('401', null)]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('of two cases are beyond one another by each finding that has no match left', () => {
    const of = (...messages: string[]) => brokenCase({ findings: messages.map((message) => ({ ...noAck, message })) })
    expect([
      findingsBeyond(of('a'), of('a', 'a', 'b')),
      findingsBeyond(of('a', 'a', 'b'), of('a')),
      findingsBeyond(of(), of('a', 'a')),
      findingsBeyond(of('b', 'a'), of('a', 'b')),
    ]).toEqual([2, 0, 2, 0])
    expect(causeKey(caseResult())).toBe('no finding')
  })

  it('are told with what was found instead, if that is short', () => {
    const says = (actual: string) =>
      causesOf({ results: [brokenCase({ findings: [{ ...wrongBody, expected: null, actual }] })] })[0]?.says
    const short = (length: number) =>
      causesOf({
        results: ['a', 'b'].map((sign) =>
          brokenCase({ findings: [{ ...wrongBody, expected: null, actual: sign.repeat(length) }] }),
        ),
      }).length
    expect(says('no')).toBe('body: The body is another., was no')
    expect(causeKey(brokenCase({ findings: [wrongStatus] }))).toBe(`status: ${wrongStatus.message}`)
    expect(causeKey(brokenCase({ findings: [{ ...wrongStatus, expected: '401', actual: '200' }] }))).toBe(
      `status: room-full: ${wrongStatus.message}`,
    )
    expect([short(60), short(61)]).toEqual([2, 1])
  })

  it('are told apart by what was found instead, and in the order of their weight', () => {
    const words = (actual: string, verdict: CaseResult['verdict']): CaseResult =>
      brokenCase({ verdict, findings: [{ ...wrongBody, pointer: '/error', actual: JSON.stringify(actual) }] })
    const results = [words('a', 'differs'), words('a', 'differs'), words('b', 'broken'), caseResult()]
    expect(causesOf({ results }).map((each) => [each.results.length, each.broken])).toEqual([
      [1, 1],
      [2, 0],
    ])
  })

  it('of the same weight are in the order of how many cases they have', () => {
    const words = (actual: string, count: number, verdict: CaseResult['verdict']): CaseResult[] =>
      many(count, { verdict, findings: [{ ...wrongBody, pointer: '/error', actual: JSON.stringify(actual) }] })
    const results = [
      ...words('a', 2, 'broken'),
      ...words('b', 3, 'differs'),
      ...words('c', 1, 'differs'),
      ...words('d', 4, 'broken'),
    ]
    expect(causesOf({ results }).map((each) => [each.results.length, each.broken])).toEqual([
      [4, 4],
      [2, 2],
      [3, 0],
      [1, 0],
    ])
  })

  it.each([
    ['{"statusCode":500,"code":"FST_ERR_VALIDATION","error":"x","message":"y"}', 'Fastify'],
    ['<!DOCTYPE html><pre>Cannot POST /rooms/a/join</pre>', 'Express'],
    ['{"message":["code must be a string"],"statusCode":400}', 'ValidationPipe'],
    ['{"message":"x"}', null],
  ])('%s is known as of %s', (body, framework) => {
    const [exchange] = caseResult().exchanges
    const answer = { status: 400, headers: [], body, ms: 1 }
    const finding = { ...wrongBody, message: '/message is wrong' }
    const results = [brokenCase({ findings: [finding], exchanges: exchange ? [{ ...exchange, answer }] : [] })]
    const [cause] = causesOf({ results })
    expect(cause?.hint ?? null).toEqual(framework === null ? null : expect.stringContaining(framework))
  })
})

describe('what is a matter of security', () => {
  const isHost: Finding = { ...wrongBody, pointer: '/isHost', expected: 'false', actual: 'true' }
  const other: Finding = {
    ...wrongBody,
    pointer: null,
    message: 'userId is wrong',
    expected: '"a"',
    actual: '"b"',
  }
  const leak: Finding = { ...noAck, check: 'leak', message: 'the answer contains credentials' }

  it.each([
    [status('401', '201'), 'a call with invalid credentials was accepted'],
    [status('403', '200'), 'a forbidden call was accepted'],
    [isHost, 'a caller who is not the host became host'],
    [other, "the answer is another user's"],
    [leak, 'the answer contains credentials'],
  ])('is told by its name, whatever the verdict: %#', (finding, says) => {
    for (const verdict of ['broken', 'differs', 'known'] as const)
      expect(securityOf({ results: [brokenCase({ verdict, findings: [finding] })] })).toMatchObject([{ says }])
  })

  it('is nothing that merely fails', () => {
    const harmless = [status('401', '403'), status('403', '500'), { ...isHost, expected: 'true', actual: 'false' }]
    expect(securityOf({ results: [brokenCase({ findings: harmless }), caseResult()] })).toEqual([])
  })
})

describe('the slowest cases', () => {
  const results = many(12, {}).map((each, nth) => ({ ...each, ms: 1000 * (nth + 1) }))
  const lines = (durationMs: number): string[] => slowestLines({ results, summary: summaryOf(results, { durationMs }) })

  it('are ten, the slowest first, of a run that took long', () => {
    expect(lines(30_001)).toHaveLength(10)
    expect(lines(30_001)[0]).toBe('  12.0 s  a/b:11')
    expect(lines(30_000)).toEqual([])
  })

  it('are none that took no time', () => {
    const two = [caseResult({ id: 'a/b', ms: 1 }), caseResult({ id: 'a/c', ms: 0 })]
    expect(slowestLines({ results: two, summary: summaryOf(two, { durationMs: 30_001 }) })).toEqual([
      expect.stringMatching(/ a\/b$/),
    ])
  })
})

it('says of outcomes that held in part on which transports they did, and on which not', () => {
  const part = { on: ['http'], notOn: ['websocket'] } as const
  expect(
    heldInPartLines([
      { outcome: 'a/b', ...part },
      { outcome: 'a/c', ...part },
    ]),
  ).toEqual(['2 outcomes held on http, not on websocket: a/b, a/c'])
})
