import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, reportOf, runInfo, summaryOf } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Report } from '../report.ts'
import { failureText } from '../failure.ts'
import { toAllure } from './allure.ts'

const testsOf = (report: Report) =>
  [...toAllure([report])].filter(([name]) => name.endsWith('-result.json')).map(([, text]) => JSON.parse(text))
const only = (given: Partial<CaseResult>) => testsOf(reportOf([caseResult(given)]))[0]
const START = Date.UTC(2026, 10, 28, 3, 17)

describe('a case as a result of Allure', () => {
  it('has its name, its time, what it is about and what was called', () => {
    expect(only({ transport: 'polling' })).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      historyId: expect.stringMatching(/^[0-9a-f]{32}$/),
      testCaseId: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'joinMeetingRoom/room-full (polling)',
      fullName: 'current.joinMeetingRoom/room-full',
      status: 'passed',
      statusDetails: { known: false, flaky: false },
      stage: 'finished',
      start: START,
      stop: START + 12,
      labels: [
        { name: 'framework', value: 'greenroom' },
        { name: 'parentSuite', value: 'staging' },
        { name: 'suite', value: 'current' },
        { name: 'subSuite', value: 'joinMeetingRoom' },
        { name: 'feature', value: 'joinMeetingRoom' },
        { name: 'story', value: 'room-full' },
        { name: 'tag', value: 'held' },
      ],
      parameters: [
        { name: 'edition', value: 'current' },
        { name: 'transport', value: 'polling' },
      ],
      links: [],
      description:
        'Rests on document: 002_room-join.txt#Errors; case contract-tests/cases/joinMeetingRoom.yaml:40; contract specs/meeting-rooms.openapi.yaml:120',
      steps: [
        {
          name: 'POST /rooms/abc-def-ghi/join → 403, expected joinMeetingRoom/room-full',
          statusDetails: {},
          stage: 'finished',
          start: START,
          stop: START + 12,
          parameters: [],
          steps: [],
          attachments: [],
        },
      ],
      attachments: [],
    })
  })

  it.each<[Partial<CaseResult>, string | undefined]>([
    [{ verdict: 'held' }, 'passed'],
    [{ verdict: 'known' }, 'passed'],
    [{ verdict: 'broken' }, 'failed'],
    [{ verdict: 'differs' }, undefined],
    [{ verdict: 'blocked', kind: 'environment' }, 'broken'],
    [{ verdict: 'blocked', kind: 'identity' }, 'skipped'],
    [{ verdict: 'skipped' }, 'skipped'],
  ])('with %j is %s', (given, status) => expect(only(given).status).toBe(status))

  it('says why it did not hold: its reason, else its first finding', () => {
    const message = (given: Partial<CaseResult>): unknown => only(given).statusDetails.message
    expect(message({ verdict: 'known', reason: 'fixed in 8.1' })).toBe('fixed in 8.1')
    expect(testsOf(reportOf([brokenCase()]))[0].statusDetails.message).toBe('The status is 403 and should be 400.')
    expect(message({ reason: 'of no meaning' })).toBeUndefined()
  })

  it('is known, or flaky if it held only after other attempts', () => {
    expect(only({ verdict: 'known' }).statusDetails).toMatchObject({ known: true, flaky: false })
    expect(only({ attempts: 2 }).statusDetails).toMatchObject({ known: false, flaky: true })
    expect(only({ attempts: 2, verdict: 'broken' }).statusDetails).toMatchObject({ flaky: false })
  })

  it('that ran for no time, or less, ends when it began; a call without an answer says so', () => {
    const [exchange] = caseResult().exchanges
    if (!exchange) throw new Error('there is no exchange')
    const { start, stop, steps } = only({ ms: -5, exchanges: [{ ...exchange, answer: null }] })
    expect([start, stop]).toEqual([START, START])
    expect(steps).toMatchObject([
      { name: 'POST /rooms/abc-def-ghi/join → no answer, expected joinMeetingRoom/room-full', stop: START },
    ])
  })

  it('has a file of all that was found, beside it, if anything was', () => {
    const files = toAllure([reportOf([brokenCase(), caseResult()])])
    const [attached] = files.keys()
    expect(attached).toMatch(/-attachment\.txt$/)
    expect(files.get(attached ?? '')).toBe(`${failureText(brokenCase())}\n`)
    const [broken, held] = testsOf(reportOf([brokenCase(), caseResult({ id: 'b' })]))
    expect(broken.attachments).toEqual([{ name: 'what was found', source: attached, type: 'text/plain' }])
    expect(attached).toBe(`${broken.uuid}-attachment.txt`)
    expect(broken.statusDetails.trace).toBe(failureText(brokenCase()))
    expect([held.attachments, held.statusDetails.trace]).toEqual([[], undefined])
  })
})

describe('the history of a case', () => {
  const keys = (report: Report): unknown[] =>
    testsOf(report).map(({ historyId, testCaseId }) => [historyId, testCaseId])

  it('is the same in every run, though each run has results of its own', () => {
    const [one, other] = [reportOf([caseResult()]), reportOf([caseResult()], { startedAt: 1 })]
    expect(keys(one)).toEqual(keys(other))
    expect(testsOf(one)[0].uuid).not.toBe(testsOf(other)[0].uuid)
  })

  it('is another for each target, edition, transport and id', () => {
    const all = [
      reportOf([caseResult()]),
      reportOf([caseResult()], { run: runInfo({ target: 'other' }) }),
      reportOf([caseResult({ edition: '2022' })]),
      reportOf([caseResult({ transport: 'polling' })]),
      reportOf([caseResult({ id: 'other' })]),
    ]
    expect(new Set(all.flatMap((report) => keys(report).slice(0, 1)).map(String)).size).toBe(5)
  })
})

it('what fails a run beside its cases is broken, as a test of its own', () => {
  const rejected = reportOf([caseResult()], { summary: summaryOf([caseResult()], { identities: ['host'] }) })
  const [, run] = testsOf(rejected)
  expect(run).toEqual({
    uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    historyId: expect.stringMatching(/^[0-9a-f]{32}$/),
    testCaseId: run.historyId,
    name: 'the run as a whole',
    fullName: 'current.run',
    status: 'broken',
    statusDetails: { message: 'the credentials of host could not be used', known: false, flaky: false },
    stage: 'finished',
    start: START,
    stop: START,
    labels: [
      { name: 'framework', value: 'greenroom' },
      { name: 'parentSuite', value: 'staging' },
      { name: 'suite', value: 'current' },
    ],
    parameters: [{ name: 'edition', value: 'current' }],
    links: [],
    steps: [],
    attachments: [],
  })
  const later = testsOf({ ...rejected, startedAt: 1 })[1]
  expect([later.historyId, later.uuid === run.uuid]).toEqual([run.historyId, false])
  const well = reportOf([caseResult()], { summary: summaryOf([caseResult()], { identities: [] }) })
  expect(testsOf(well)).toHaveLength(1)
})

it('beside the results are categories, and the figures of each edition', () => {
  const files = toAllure([
    reportOf([], { run: runInfo({ edition: '8.0', target: 'a\\b\nc' }) }),
    reportOf([caseResult()], { run: runInfo({ edition: 'current' }) }),
  ])
  expect(JSON.parse(files.get('categories.json') ?? '')).toEqual([
    { name: 'The contract is broken', matchedStatuses: ['failed'] },
    { name: 'Differs, with a weaker source than the gate', matchedStatuses: ['unknown'] },
    { name: 'Blocked by the environment, or not a whole run', matchedStatuses: ['broken'] },
    { name: 'Not judged', matchedStatuses: ['skipped'] },
  ])
  expect(files.get('environment.properties')?.split('\n')).toEqual([
    '8_0.target = a\\\\b c',
    '8_0.url = https://staging.example.org',
    expect.stringMatching(/^8_0\.figures = 0 held, .* = 0 cases /),
    'current.target = staging',
    'current.url = https://staging.example.org',
    expect.stringMatching(/^current\.figures = 1 held, .* = 1 case /),
    '',
  ])
})
