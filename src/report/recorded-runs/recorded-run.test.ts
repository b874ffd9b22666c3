import { expect, it } from 'vitest'
import { brokenCase, caseResult, reportOf, summaryOf } from '../../../tests/support/sample-report.ts'
import { casesOf, toKept, toRecordedRun } from './recorded-run.ts'

it('a night has its time, target and edition, what held by transport, and all else as it is kept', () => {
  const results = [
    caseResult({ id: 'a' }),
    caseResult({ id: 'b', transport: 'polling' }),
    caseResult({ id: 'c' }),
    caseResult({ id: 'd', extra: ['/more'] }),
    caseResult({ id: 'e', verdict: 'blocked', kind: 'identity' }),
  ]
  expect(toRecordedRun(reportOf(results))).toEqual({
    format: 1,
    at: '2026-11-28T03:17:00.000Z',
    target: 'staging',
    edition: 'current',
    end: null,
    held: { http: ['a', 'c'], polling: ['b'] },
    others: [
      { id: 'd', transport: 'http', state: 'held', extra: ['/more'] },
      { id: 'e', transport: 'http', state: 'unjudged', why: 'identity' },
    ],
  })
})

it('a night that did not end says why', () => {
  expect(toRecordedRun(reportOf([], { summary: summaryOf([], { stopped: 'Ctrl+C' }) })).end).toBe('stopped: Ctrl+C')
})

it('a case is kept as it deviates, or why it was not judged', () => {
  const { findings } = brokenCase().deviates ?? {}
  expect(findings).toHaveLength(2)
  for (const verdict of ['broken', 'differs', 'known'] as const)
    expect(toKept(brokenCase({ verdict }))).toEqual({
      id: 'joinMeetingRoom/room-full',
      transport: 'http',
      state: 'deviates',
      findings,
    })
  expect(toKept(brokenCase({ deviates: null })).findings).toEqual([])
  expect(toKept(caseResult({ verdict: 'skipped' }))).toMatchObject({ state: 'unjudged', why: 'skipped' })
})

it('the cases of a night are all of them, each on its transport', () => {
  const transports = ['http', 'polling', 'websocket', 'upgraded'] as const
  const held = transports.map((transport) => caseResult({ id: 'a', transport }))
  expect(casesOf(toRecordedRun(reportOf([...held, brokenCase({ id: 'b' })])))).toEqual([
    ...transports.map((transport) => ({ id: 'a', transport, state: 'held' })),
    expect.objectContaining({ id: 'b', transport: 'http', state: 'deviates' }),
  ])
})
