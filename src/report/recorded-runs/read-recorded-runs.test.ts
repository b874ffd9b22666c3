import { describe, expect, it } from 'vitest'
import { brokenCase, caseResult, reportOf } from '../../../tests/support/sample-report.ts'
import { toRecordedRun, type RecordedRun } from './recorded-run.ts'
import { lastOf, readRecordedRuns } from './read-recorded-runs.ts'

const RUN = toRecordedRun(reportOf([caseResult(), brokenCase({ id: 'b' }), caseResult({ id: 'c', extra: ['/x'] })]))
const read = (given: object) => readRecordedRuns(JSON.stringify({ ...RUN, ...given }), 'n')
const kept = (given: object) => read({ others: [{ id: 'a', transport: 'http', state: 'held', ...given }] })

describe('a line of a file of recorded runs', () => {
  it.each(['http', 'polling', 'websocket', 'upgraded'])('may have cases on %s', (transport) => {
    expect(read({ held: { [transport]: ['a'] } }).runs).toHaveLength(1)
    expect(kept({ transport }).runs).toHaveLength(1)
  })

  it.each(['null', '5', '[]', '{}'])('that is %s was recorded by no version', (line) => {
    expect(readRecordedRuns(line, 'n').leftOut).toEqual([
      'n:1 was left out: this version of greenroom has not recorded it',
    ])
  })

  it('is a night as it was written; empty lines are none', () => {
    expect(readRecordedRuns(`\n${JSON.stringify(RUN)}\n  \n`, 'n.ndjson')).toEqual({
      file: 'n.ndjson',
      runs: [RUN],
      leftOut: [],
    })
  })

  it.each([
    { at: 5 },
    { at: 'never' },
    { target: null },
    { edition: 8 },
    { held: [] },
    { held: { carrier: [] } },
    { held: { http: ['a', 5] } },
    { held: { http: 'a' } },
    { others: {} },
    { others: [5] },
    { others: [{ id: 'a', transport: 'http', state: 'held' }, 5] },
  ])('with %j is left out', (given) =>
    expect(read(given)).toMatchObject({
      runs: [],
      leftOut: ['n:1 was left out: it lacks a part, or has one of the wrong kind'],
    }),
  )

  it.each([
    [{}, 1],
    [{ id: 5 }, 0],
    [{ transport: 'carrier' }, 0],
    [{ state: 'unknown' }, 0],
    [{ state: 'deviates' }, 1],
    [{ state: 'unjudged' }, 1],
    [{ extra: ['/x'] }, 1],
    [{ extra: ['/x', 5] }, 0],
    [{ findings: [{ check: 'status' }] }, 1],
    [{ findings: [{ check: 'status' }, { check: 'taste' }] }, 0],
    [{ findings: [5] }, 0],
    [{ findings: {} }, 0],
  ])('with a case of %j holds so many runs: %i', (given, count) => expect(kept(given).runs).toHaveLength(count))

  it('is named by its number, and by why it is left out', () => {
    const lines = ['', 'no json', JSON.stringify({ ...RUN, format: 2 }), JSON.stringify({ ...RUN, end: 'stopped: x' })]
    expect(readRecordedRuns(lines.join('\n'), 'n').leftOut).toEqual([
      'n:2 was left out: it is not JSON',
      'n:3 was left out: this version of greenroom has not recorded it',
      'n:4 was left out: its run is not complete, stopped: x',
    ])
  })
})

it('the last night is that of the same target and edition', () => {
  const at = (hour: number, more: Partial<RecordedRun> = {}): RecordedRun => ({
    ...RUN,
    at: `2026-11-28T0${hour}:00:00Z`,
    ...more,
  })
  const runs = [at(1), at(2), at(3, { target: 'other' }), at(4, { edition: '8.0' })]
  const lastAt = (target: string, edition: string) => lastOf({ runs }, { target, edition })?.at.slice(11, 13)
  expect([
    lastAt('staging', 'current'),
    lastAt('other', 'current'),
    lastAt('staging', '8.0'),
    lastAt('other', '8.0'),
  ]).toEqual(['02', '03', '04', undefined])
})
