import { expect, it } from 'vitest'
import { brokenCase, caseResult, reportOf, runInfo } from '../../../tests/support/sample-report.ts'
import type { MetCount } from '../../passive/tally.ts'
import { metLines } from './met-lines.ts'
import { seenJson } from './seen-json.ts'

const met = (outcome: string, more: Partial<MetCount> = {}): MetCount => ({
  operation: 'join',
  outcome,
  transport: 'http',
  count: 1,
  place: 'entry 1',
  ...more,
})

it('what was met is a line for each outcome: how often on which transport, in their order, and where first', () => {
  expect(
    metLines([
      met('locked', { transport: 'upgraded', count: 3, place: 'entry 2' }),
      met('locked', { count: 2, place: 'entry 9' }),
      met('room-full'),
    ]),
  ).toEqual([
    'met:',
    '  join/locked     2 × http, 3 × upgraded; first in entry 2',
    '  join/room-full  1 × http; first in entry 1',
  ])
  expect(metLines([])).toEqual(['met: nothing'])
})

it('a reading as JSON is one line: where, by what, what was met, each breach, and the figures', () => {
  const results = [
    caseResult(),
    brokenCase({ at: 'entry 4', notes: ['seen 2 times'] }),
    brokenCase({ verdict: 'differs', outcome: 'room-locked' }),
  ]
  const report = reportOf(results, { run: runInfo({ gate: 'server' }), notes: ['a note'] })
  const text = seenJson(report, [met('locked')])
  expect(text.split('\n')).toEqual([expect.any(String), ''])
  expect(JSON.parse(text)).toEqual({
    url: 'https://staging.example.org',
    edition: 'current',
    gate: 'server',
    met: [met('locked')],
    breaches: [
      {
        operation: 'joinMeetingRoom',
        outcome: 'room-full',
        transport: 'http',
        verdict: 'broken',
        at: 'entry 4',
        contractAt: 'specs/meeting-rooms.openapi.yaml:120',
        findings: results[1]?.findings,
        notes: ['seen 2 times'],
      },
      expect.objectContaining({ outcome: 'room-locked', verdict: 'differs' }),
    ],
    notes: ['a note'],
    summary: report.summary,
  })
})
