import { describe, expect, it } from 'vitest'
import {
  brokenCase,
  caseResult,
  reportOf,
  runInfo,
  summaryOf,
  wrongStatus,
} from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Report } from '../report.ts'
import { toSarif } from './sarif.ts'

const runOf = (report: Report) => JSON.parse(toSarif([report])).runs[0]
const only = (given: Partial<CaseResult> = {}) => runOf(reportOf([brokenCase(given)])).results[0]

describe('a run as SARIF', () => {
  it('has its target and edition, its time, its figures, and a rule for each outcome that deviates', () => {
    const { results, ...run } = runOf(
      reportOf([
        brokenCase(),
        brokenCase({ transport: 'polling' }),
        brokenCase({ outcome: 'room-locked' }),
        caseResult(),
      ]),
    )
    expect(run).toEqual({
      tool: {
        driver: {
          name: 'greenroom',
          rules: ['room-full', 'room-locked'].map((name) => ({
            id: `joinMeetingRoom/${name}`,
            shortDescription: { text: `The outcome joinMeetingRoom/${name} is as documented` },
          })),
        },
      },
      automationDetails: { id: 'greenroom/staging/current/' },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { SRCROOT: { description: { text: 'The folder of the contract and its cases.' } } },
      invocations: [
        {
          executionSuccessful: true,
          startTimeUtc: '2026-11-28T03:17:00.000Z',
          endTimeUtc: '2026-11-28T03:17:01.234Z',
          toolExecutionNotifications: [],
        },
      ],
      properties: {
        url: 'https://staging.example.org',
        gate: 'document',
        figures: expect.stringMatching(/^1 held, 3 broken, /),
        percent: 63,
      },
    })
    expect(results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([0, 0, 1])
  })

  it('that did not end, or was blocked, says why', () => {
    const blocked = caseResult({ verdict: 'blocked', kind: 'identity', reason: 'HOST_TOKEN is not set' })
    const summary = summaryOf([blocked], { stopped: 'Ctrl+C' })
    const [invocation] = runOf(reportOf([blocked, { ...blocked, id: 'b' }], { summary })).invocations
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'stopped: Ctrl+C' } },
        { level: 'note', message: { text: '2 blocked, identity: HOST_TOKEN is not set' } },
      ],
    })
  })

  it('is one of several', () => {
    const two = [reportOf([]), reportOf([], { run: runInfo({ edition: '2022' }) })]
    const { $schema, version, runs } = JSON.parse(toSarif(two))
    expect([version, runs.length, runs[1].automationDetails.id]).toEqual(['2.1.0', 2, 'greenroom/staging/2022/'])
    expect($schema).toBe('https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json')
  })
})

describe('a result of SARIF', () => {
  it('says what is wrong in lines, and what was answered instead', () => {
    expect(only().message.text.split('\n')).toEqual([
      'joinMeetingRoom/room-full: status: The status is 403 and should be 400.',
      'body: The body is another.',
      'answered as room-locked instead of room-full',
    ])
    expect(only({ findings: [], answeredAs: null }).message.text).toBe('joinMeetingRoom/room-full: it deviates')
  })

  it('says ten findings, and how many more there are', () => {
    const lines = (count: number): string[] =>
      only({ findings: Array.from({ length: count }, () => wrongStatus), answeredAs: null }).message.text.split('\n')
    expect(lines(10)).toHaveLength(10)
    expect(lines(12).slice(9)).toEqual(['status: The status is 403 and should be 400.', 'and 2 more findings'])
  })

  it.each<[CaseResult['verdict'], string]>([
    ['broken', 'error'],
    ['differs', 'warning'],
    ['known', 'warning'],
  ])('that is %s has the level %s', (verdict, level) => expect(only({ verdict }).level).toBe(level))

  it('that is known is suppressed, with its reason if it has one', () => {
    const because = (reason: string | null) => only({ verdict: 'known', reason }).suppressions
    expect(because('fixed in 8.1')).toEqual([{ kind: 'external', justification: 'fixed in 8.1' }])
    expect(because(null)).toEqual([{ kind: 'external', justification: 'accepted' }])
    expect(only().suppressions).toBeUndefined()
  })

  it('has the whole result in its properties', () => {
    expect(only({ notes: ['a note'], transport: 'polling' })).toMatchObject({
      ruleId: 'joinMeetingRoom/room-full',
      partialFingerprints: {
        'greenroom/v1': 'current polling joinMeetingRoom/room-full status: The status is 403 and should be 400.',
      },
      properties: {
        verdict: 'broken',
        transport: 'polling',
        place: 'contract-tests/cases/joinMeetingRoom.yaml:40',
        restsOn: 'document: 002_room-join.txt#Errors',
        answeredAs: 'room-locked',
        security: [],
        notes: ['a note'],
        reproduce: { mock: 'greenroom verify --case joinMeetingRoom/room-full' },
      },
    })
  })

  it('is in the file of the contract, below its folder; without a line of a case, it has none beside it', () => {
    const { locations, relatedLocations } = only({ at: 'session.har, entry 1', contractAt: 'my specs\\a.yaml:7' })
    expect(locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20specs/a.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 7 },
        },
        logicalLocations: [
          { name: 'joinMeetingRoom/room-full', fullyQualifiedName: 'current/joinMeetingRoom/room-full' },
        ],
      },
    ])
    expect(relatedLocations).toBeUndefined()
    expect(only().relatedLocations).toEqual([
      {
        id: 1,
        message: { text: 'the case' },
        physicalLocation: {
          artifactLocation: { uri: 'contract-tests/cases/joinMeetingRoom.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 40 },
        },
      },
    ])
  })
})
