import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import Ajv04 from 'ajv-draft-04'
import { describe, expect, it } from 'vitest'
import { contractParts } from '../../src/passive/contract-parts.ts'
import { readRecording } from '../../src/passive/har/read-recording.ts'
import { toHar } from '../../src/report/formats/har.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'
import { toAllure } from '../../src/report/formats/allure.ts'
import { toSarif } from '../../src/report/formats/sarif.ts'
import type { Report } from '../../src/report/report.ts'
import {
  brokenCase,
  caseResult,
  HOSTILE,
  NEVER_SHOWN,
  runInfo,
  summaryOf,
  variedResults,
} from '../support/sample-report.ts'

const reportOf = (results: Report['results']): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 10, 28, 3, 17),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: summaryOf(results),
})

const varied = reportOf(variedResults())

/** The schema of SARIF 2.1.0, as Microsoft publishes it. */
const published: object = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const isSarif = new Ajv04.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(published)

/** Allure publishes no schema: this is the model of allure-js-commons 3.12 (`TestResult`), written as one by hand. */
const ALLURE = {
  $defs: {
    executable: {
      type: 'object',
      required: ['statusDetails', 'stage', 'steps', 'attachments', 'parameters', 'name'],
      properties: {
        name: { type: 'string' },
        status: { enum: ['failed', 'broken', 'passed', 'skipped'] },
        statusDetails: {
          type: 'object',
          properties: {
            message: { type: 'string' },
            trace: { type: 'string' },
            known: { type: 'boolean' },
            flaky: { type: 'boolean' },
          },
        },
        stage: { const: 'finished' },
        description: { type: 'string' },
        steps: { type: 'array', items: { $ref: '#/$defs/executable' } },
        attachments: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'source'],
            properties: { name: { type: 'string' }, source: { type: 'string' }, type: { type: 'string' } },
          },
        },
        parameters: { type: 'array', items: { $ref: '#/$defs/pair' } },
        start: { type: 'integer' },
        stop: { type: 'integer' },
      },
    },
    pair: {
      type: 'object',
      required: ['name', 'value'],
      additionalProperties: false,
      properties: { name: { type: 'string' }, value: { type: 'string' } },
    },
  },
  $ref: '#/$defs/executable',
  required: ['uuid', 'labels', 'links', 'historyId', 'fullName'],
  properties: {
    uuid: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
    labels: { type: 'array', items: { $ref: '#/$defs/pair' } },
    links: { type: 'array', maxItems: 0 },
  },
}
const isAllure = new Ajv({ strict: false, allErrors: true }).compile(ALLURE)

describe('SARIF', () => {
  it('is valid by the published schema, which says otherwise of a broken one', () => {
    const log = JSON.parse(toSarif([varied, reportOf([])]))
    expect([isSarif(log), isSarif.errors]).toEqual([true, null])
    log.runs[0].results[0].level = 'fatal'
    expect(isSarif(log)).toBe(false)
  })

  it('has a result for each breach and difference, at the line of the contract, with the case beside it', () => {
    const { runs } = JSON.parse(toSarif([reportOf([caseResult(), brokenCase()])]))
    expect(runs[0].results).toHaveLength(1)
    expect(runs[0].results[0]).toMatchObject({
      ruleId: 'joinMeetingRoom/room-full',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'specs/meeting-rooms.openapi.yaml' },
            region: { startLine: 120 },
          },
        },
      ],
      relatedLocations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'contract-tests/cases/joinMeetingRoom.yaml' },
            region: { startLine: 40 },
          },
        },
      ],
    })
    expect(runs[0].tool.driver.rules).toEqual([expect.objectContaining({ id: 'joinMeetingRoom/room-full' })])
  })

  it('warns of what differs, and suppresses what is known, with its reason', () => {
    const { runs } = JSON.parse(toSarif([varied]))
    const of = (rule: string) => runs[0].results.find((each: { ruleId: string }) => each.ruleId === rule)
    expect(of('listLivechatRooms/room-full')).toMatchObject({ level: 'warning' })
    expect(runs[0].results.filter((each: { suppressions?: unknown }) => each.suppressions)).toEqual([
      expect.objectContaining({ suppressions: [{ kind: 'external', justification: 'fixed in 8.1' }] }),
    ])
  })

  it('gives a breach the same fingerprint in every run', () => {
    const fingerprints = (report: Report): unknown =>
      JSON.parse(toSarif([report])).runs[0].results.map(
        (each: { partialFingerprints: unknown }) => each.partialFingerprints,
      )
    expect(fingerprints(varied)).toEqual(fingerprints({ ...varied, startedAt: 1 }))
  })

  it('shows no active characters, and nothing that is for a file of deviations only', () => {
    const text = toSarif([varied])
    expect(text).not.toContain(NEVER_SHOWN)
    for (const hostile of ['\u001b', '\u202e', '\0']) expect(text).not.toContain(hostile)
    expect(Object.keys(HOSTILE).length).toBeGreaterThan(5)
  })
})

describe('Allure results', () => {
  it('have the form of its model', () => {
    for (const test of tests) expect([isAllure(test), isAllure.errors], test.name).toEqual([true, null])
    expect(isAllure({ ...tests[0], status: 'unknown' })).toBe(false)
  })

  const files = toAllure([varied])
  const tests = [...files].filter(([name]) => name.endsWith('-result.json')).map(([, text]) => JSON.parse(text))

  it('are a file for each case, with a status for each verdict', () => {
    expect(tests).toHaveLength(varied.results.length)
    const count = (status: string): number => tests.filter((each) => each.status === status).length
    const { cases, blocked } = varied.summary
    expect([
      count('failed'),
      count('passed'),
      tests.filter((each) => each.status === undefined).length,
      count('broken'),
    ]).toEqual([cases.broken, cases.held + cases.known, cases.differs, blocked.environment])
    expect(count('skipped')).toBe(cases.skipped + cases.blocked - blocked.environment)
  })

  it('have the history of a case by its id, edition and transport, and a name of its own in each run', () => {
    const again = [...toAllure([{ ...varied, startedAt: 1 }])]
      .filter(([name]) => name.endsWith('-result.json'))
      .map(([, text]) => JSON.parse(text))
    expect(again.map(({ historyId }) => historyId)).toEqual(tests.map(({ historyId }) => historyId))
    expect(new Set([...again, ...tests].map(({ uuid }) => uuid)).size).toBe(2 * tests.length)
    expect(new Set(tests.map(({ historyId }) => historyId)).size).toBe(tests.length)
  })

  it('name attachments that are there, and show no active characters', () => {
    for (const { attachments } of tests) for (const { source } of attachments) expect(files.has(source)).toBe(true)
    for (const text of files.values()) {
      expect(text).not.toContain(NEVER_SHOWN)
      expect(text).not.toContain('\u001b')
    }
    expect(files.get('environment.properties')).toMatch(/^current\.figures = /m)
  })
})

describe('HAR', () => {
  it('has the calls of what did not hold, so that reading it finds the same breach', () => {
    const [exchange] = caseResult().exchanges
    if (!exchange) throw new Error('the sample has no call')
    const answer = {
      status: 400,
      headers: [['content-type', 'application/json'] as const],
      body: '{"statusCode":403,"message":"Room is locked"}',
      ms: 3,
    }
    const text = toHar([reportOf([brokenCase({ exchanges: [{ ...exchange, answer }] })])])
    const parts = { ...contractParts('current'), scope: { url: null, prefixes: {} }, dialect: PLAIN_DIALECT }
    const { sightings, damaged } = readRecording(text, 'run.har', parts)
    expect(damaged).toEqual([])
    expect(sightings).toMatchObject([
      { outcome: { name: 'room-locked' }, breaches: [{ check: 'status', expected: 403, actual: 400 }] },
    ])
  })
})
