import { describe, expect, it } from 'vitest'
import type { CoverageRow } from '../verify/model/summary.ts'
import { coverageTable, heldInPartLines } from './coverage-table.ts'

const row = (operation: string, heldOn: CoverageRow['heldOn']): CoverageRow => ({
  operation,
  edition: 'current',
  source: 'server',
  outcomes: { held: 1, broken: 2, differs: 3, known: 4, blocked: 5, never: 6 },
  heldOn,
})
const VERIFY = { arranger: 'static' }
const HEAD = ['outcomes of', 'source', 'held', 'broken', 'differs', 'known', 'blocked', 'never tried']

describe('the table of coverage', () => {
  it('has a row for each operation and source, and no column of a transport where there is only one', () => {
    expect(coverageTable(VERIFY, [row('a', { http: 1 }), row('b', {})])).toEqual([
      HEAD,
      ['a', 'server', 1, 2, 3, 4, 5, 6],
      ['b', 'server', 1, 2, 3, 4, 5, 6],
    ])
  })

  it('has a column for each transport of several, in the order of reports', () => {
    expect(coverageTable(VERIFY, [row('a', { websocket: 3, http: 1 }), row('b', { polling: 0 })])).toEqual([
      [...HEAD, 'on http', 'on polling', 'on websocket'],
      ['a', 'server', 1, 2, 3, 4, 5, 6, 1, 0, 3],
      ['b', 'server', 1, 2, 3, 4, 5, 6, 0, 0, 0],
    ])
  })

  it('has both columns of two transports', () => {
    expect(coverageTable(VERIFY, [row('a', { http: 2, upgraded: 1 })])).toEqual([
      [...HEAD, 'on http', 'on upgraded'],
      ['a', 'server', 1, 2, 3, 4, 5, 6, 2, 1],
    ])
  })

  it('is empty without rows', () => expect(coverageTable(VERIFY, [])).toEqual([]))
})

it('outcomes that held in part are told by where they did and where not', () => {
  expect(
    heldInPartLines([
      { outcome: 'a/b', on: ['http'], notOn: ['polling', 'websocket'] },
      { outcome: 'a/c', on: ['http', 'polling'], notOn: ['websocket'] },
      { outcome: 'a/d', on: ['http'], notOn: ['polling', 'websocket'] },
    ]),
  ).toEqual([
    '2 outcomes held on http, not on polling, websocket: a/b, a/d',
    '1 outcome held on http, polling, not on websocket: a/c',
  ])
  expect(heldInPartLines([])).toEqual([])
})

it('an outcome without a result was not seen, where others made the calls', () => {
  const [head] = coverageTable({ arranger: 'none' }, [row('a', {})])
  expect(head?.at(-1)).toBe('not seen')
})
