import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { driftLines, driftMarkdown } from '../../src/report/recorded-runs/drift-text.ts'
import { driftSince } from '../../src/report/recorded-runs/drift.ts'
import { toRecordedRun, type RecordedRun } from '../../src/report/recorded-runs/recorded-run.ts'
import { lastOf, readRecordedRuns } from '../../src/report/recorded-runs/read-recorded-runs.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import type { RecordedFinding } from '../../src/verify/model/target.ts'
import { ownFolder } from '../support/folder.ts'
import { runVerify } from '../support/run-verify.ts'
import { caseResult, runInfo, summaryOf, wrongBody, wrongStatus } from '../support/sample-report.ts'
import type { Report } from '../../src/report/report.ts'

const inFolder = ownFolder()

const reportOf = (results: readonly CaseResult[]): Report => ({
  run: runInfo(),
  startedAt: Date.UTC(2026, 10, 28, 3, 17),
  identities: [],
  results,
  leftBehind: [],
  notes: [],
  summary: { ...summaryOf(results), unreachable: null, stopped: null },
})

const deviating = (found: RecordedFinding, given: Partial<CaseResult> = {}): CaseResult =>
  caseResult({
    verdict: 'broken',
    findings: [found.check === 'status' ? wrongStatus : wrongBody],
    deviates: { findings: [found], accepted: null },
    ...given,
  })

const STATUS: RecordedFinding = { check: 'status', found: 400 }
const held = caseResult()

const drift = (before: readonly CaseResult[], now: readonly CaseResult[]): string[] =>
  driftSince(toRecordedRun(reportOf(before)), reportOf(now)).map(({ kind, weight, says, results }) =>
    [kind, weight, says.split(':')[0], results.length].join(' '),
  )

describe('what has changed since the last run', () => {
  it('is nothing where nothing has: held cases, the same deviations, cases that are blocked again', () => {
    const blocked = caseResult({ id: 'a/b', verdict: 'blocked', kind: 'identity', reason: 'none' })
    const same = [held, deviating(STATUS, { id: 'a/c' }), blocked]
    expect(drift(same, same)).toEqual([])
    const earlier = toRecordedRun(reportOf(same))
    expect([driftLines(earlier, []), driftMarkdown(earlier, [])]).toEqual([[], ''])
  })

  it('is new, changed, fixed, or gone; a whole change is one line over all cases and transports', () => {
    const twice = (result: CaseResult): CaseResult[] => [result, { ...result, transport: 'polling' }]
    expect(drift(twice(held), twice(deviating(STATUS)))).toEqual(['new breaking status 2'])
    expect(drift([deviating(STATUS)], [deviating({ check: 'status', found: 500 })])).toEqual([
      'changed breaking status 1',
    ])
    expect(drift([deviating(STATUS)], [held])).toEqual(['fixed  it holds again, after a wrong status 1'])
    expect(drift([held], [caseResult({ verdict: 'blocked', kind: 'environment', reason: 'reset' })])).toEqual([
      'gone  it could not be judged this time (environment 1',
    ])
  })

  it('is cosmetic if a sentence reads otherwise, and breaking if a code does', () => {
    const text = (found: string): RecordedFinding => ({ check: 'body', at: '/message', found })
    expect(drift([held], [deviating(text('The room is closed'))])).toEqual(['new cosmetic body 1'])
    expect(drift([held], [deviating(text('error-room-closed'))])).toEqual(['new breaking body 1'])
    expect(drift([held], [deviating({ check: 'body', at: '/id', found: '<nothing>' })])).toEqual([
      'new breaking body 1',
    ])
  })

  it('is additive if answers have more than documented', () => {
    const more = caseResult({ extra: ['/server', '/rooms/<…>/tags'] })
    expect(drift([held], [more])).toEqual(['changed additive answers have more than documented 1'])
    expect(drift([more], [held])).toEqual([
      'changed cosmetic answers no longer have the undocumented /server, /rooms/<…>/tags 1',
    ])
  })

  it('says nothing of cases that only one of the runs was asked for, unless they deviate', () => {
    expect(drift([held], [])).toEqual([])
    expect(drift([], [held, deviating(STATUS, { id: 'a/b' })])).toEqual(['new breaking status 1'])
  })
})

describe('a file of runs', () => {
  const earlier = (given: Partial<RecordedRun> = {}): string =>
    JSON.stringify({ ...toRecordedRun(reportOf([held])), ...given })

  it('leaves out what is damaged, was cut off or not whole, and names each line', () => {
    const text = [
      earlier(),
      '{"format":1,"at":',
      '{"format":2}',
      earlier({ end: 'unreachable: refused' }),
      '{"format":1,"at":"never"}',
      '',
      earlier({ at: '2026-11-29T03:17:00.000Z' }),
    ].join('\n')
    const { runs, leftOut } = readRecordedRuns(text, 'nights.ndjson')
    expect(runs).toHaveLength(2)
    expect(leftOut).toEqual([
      'nights.ndjson:2 was left out: it is not JSON',
      'nights.ndjson:3 was left out: this version of greenroom has not recorded it',
      'nights.ndjson:4 was left out: its run is not complete, unreachable: refused',
      'nights.ndjson:5 was left out: it lacks a part, or has one of the wrong kind',
    ])
    expect(lastOf({ runs }, runInfo())?.at).toBe('2026-11-29T03:17:00.000Z')
    expect(lastOf({ runs }, { target: 'another', edition: 'current' })).toBeUndefined()
  })

  it('holds no body, header or secret', () => {
    const kept = JSON.stringify(toRecordedRun(reportOf([deviating(STATUS)])))
    expect(kept).not.toContain('Rosa')
    expect(kept).not.toContain('content-type')
  })
})

describe('greenroom verify --record and --against', () => {
  const ONE = ['--case', 'joinMeetingRoom/room-locked', '--edition', 'current', '--quiet']

  it('say nothing of a second run without a change, and keep both, also after a line that was cut off', async () => {
    const file = inFolder('nights.ndjson')
    const nightly = [...ONE, '--record', file, '--against', file]
    expect((await runVerify(nightly)).out).toContain(`${file} has no earlier run of the built-in mock, current`)
    await writeFile(file, `${await readFile(file, 'utf8')}{"format":1,"cut`)
    const second = await runVerify(nightly)
    expect(second.out).not.toMatch(/since|not compared/)
    expect(second.error).toContain(`${file}:2 was left out: it is not JSON`)
    expect(second.code).toBe(0)
    const { runs, leftOut } = readRecordedRuns(await readFile(file, 'utf8'), 'f')
    expect([runs.length, leftOut.length]).toEqual([2, 1])
  })

  it('say one change in one line, on the terminal and in the job summary', async () => {
    const [file, summary] = [inFolder('changed.ndjson'), inFolder('summary.md')]
    await runVerify([...ONE, '--record', file])
    const [{ others: _, ...earlier } = { others: [] }] = readRecordedRuns(await readFile(file, 'utf8'), file).runs
    const cases = [
      {
        id: 'joinMeetingRoom/room-locked',
        transport: 'http',
        state: 'deviates',
        findings: [{ check: 'status', found: 400 }],
      },
    ]
    await writeFile(file, `${JSON.stringify({ ...earlier, held: {}, others: cases })}\n`)
    const { out } = await runVerify([...ONE, '--against', file, '--github'], { GITHUB_STEP_SUMMARY: summary })
    expect(out.match(/^since .*/gm)).toEqual([
      expect.stringMatching(
        /^since \d{4}-\d\d-\d\d \d\d:\d\d UTC: fixed: it holds again, after a wrong status · joinMeetingRoom\/room-locked$/,
      ),
    ])
    expect(await readFile(summary, 'utf8')).toContain('## Changed since')
  })
})
