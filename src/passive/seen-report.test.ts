import { describe, expect, it } from 'vitest'
import { caseResult, runInfo } from '../../tests/support/sample-report.ts'
import type { RunEvent } from '../verify/model/events.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { contractParts } from './contract-parts.ts'
import type { LeftOut } from './reading.ts'
import { beginning, endOfReading, seenEvents, type SeenRun } from './seen-report.ts'

const { faces, socketFaces } = contractParts('current')
const NOTHING: LeftOut = { others: 0, lost: new Map(), unread: 0 }
const { cases: _cases, leastMs: _least, arranger: _arranger, ...run } = runInfo()

const seen = (results: readonly CaseResult[], more: Partial<SeenRun> = {}, unkept = 0): SeenRun => ({
  run,
  tally: { add: () => null, results: () => [...results], met: () => [], judged: () => 7, unkept: () => unkept },
  leftOut: NOTHING,
  faces,
  socketFaces,
  durationMs: 12,
  notes: [],
  ...more,
})
const summaryOf = (events: readonly RunEvent[]) => {
  const last = events.at(-1)
  if (last?.kind !== 'finished') throw new Error('it does not end with a summary')
  return last.summary
}
const covered = (...results: readonly CaseResult[]): string[] => [
  ...new Set(summaryOf(seenEvents(seen(results))).coverage.map(({ operation }) => operation)),
]
const notesOf = (leftOut: Partial<LeftOut>, more: Partial<SeenRun> = {}, unkept = 0): string[] =>
  endOfReading(seen([], { leftOut: { ...NOTHING, ...leftOut }, ...more }, unkept)).flatMap((event) =>
    event.kind === 'note' ? [event.text] : [],
  )

describe('the events of a reading', () => {
  it('begin with its plan, have its results in order, and end with its figures', () => {
    const results = [caseResult({ id: 'a' }), caseResult({ id: 'b', verdict: 'broken' })]
    const events = seenEvents(seen(results, { notes: ['a note'] }))
    expect(events.map((event) => (event.kind === 'judged' ? event.result.id : event.kind))).toEqual([
      'planned',
      'a',
      'b',
      'note',
      'finished',
    ])
    expect(events[0]).toEqual(beginning(run, 2))
    expect(summaryOf(events)).toMatchObject({
      cases: { held: 1, broken: 1 },
      requests: 7,
      durationMs: 12,
      stopped: null,
      unasked: 0,
    })
  })

  it('say that nothing was arranged', () =>
    expect(beginning(run, 3)).toEqual({ kind: 'planned', run: { ...run, cases: 3, leastMs: 0, arranger: 'none' } }))
})

describe('the coverage of a reading', () => {
  it('is of all operations of the APIs that were called, and of no others', () => {
    expect(covered()).toEqual([])
    expect(covered(caseResult({ operation: 'joinLivechatRoom', outcome: 'joined' })).toSorted()).toEqual([
      'joinLivechatRoom',
      'joinVideoConference',
      'listLivechatRooms',
    ])
  })

  it('is of the operations of the way that they were called', () => {
    expect(covered(caseResult())).toEqual(['joinMeetingRoom'])
    expect(covered(caseResult({ transport: 'polling' }))).toContain('endMeetingRoom')
    expect(covered(caseResult({ transport: 'polling', operation: 'joinLivechatRoom' }))).toEqual([])
  })
})

describe('the notes of a reading', () => {
  it('say what was not judged, one and many', () => {
    expect(
      notesOf({
        lost: new Map([
          ['it was late', 1],
          ['it was lost', 2],
        ]),
        unread: 1,
        others: 1,
      }),
    ).toEqual([
      '1 call was not judged: it was late',
      '2 calls were not judged: it was lost',
      '1 message of Socket.IO could not be read',
      '1 other exchange is no call of the contract',
    ])
    expect(notesOf({ unread: 2, others: 3 }, {}, 4)).toEqual([
      '2 messages of Socket.IO could not be read',
      '4 breaches of further kinds were not kept',
      '3 other exchanges are no calls of the contract',
    ])
    expect(notesOf({}, {}, 1)).toEqual(['1 breach of further kinds were not kept'])
  })

  it('are none where all was judged; its own come first', () => {
    expect(notesOf({})).toEqual([])
    expect(notesOf({ unread: 1 }, { notes: ['first'] })[0]).toBe('first')
  })
})
