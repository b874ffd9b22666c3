import { expect, it } from 'vitest'
import { isContents, isWorldSnapshot, readSnapshotText, toSnapshotText } from './snapshot-text.ts'

const seat = { code: 'abc', participantId: 'p', socketId: 's', by: 'a' }
const contents = { rows: { windows: [['k', null]] as const }, ids: { participant: 2 } }
const snapshot = { n: 7, at: 5, contents, seats: [seat] }

it('a snapshot as text is the same again', () => {
  expect(readSnapshotText(toSnapshotText(snapshot))).toEqual(snapshot)
})

it.each([
  ['no number', { ...snapshot, n: '7' }],
  ['no contents', { ...snapshot, contents: null }],
  ['contents without rows', { ...snapshot, contents: { ids: {} } }],
  ['no time', { ...snapshot, at: '5' }],
  ['no seats', { ...snapshot, seats: {} }],
  ['one seat that is none', { ...snapshot, seats: [seat, 's'] }],
  ['nothing', null],
])('what has %s is no snapshot', (_, told) => {
  expect(isWorldSnapshot(told)).toBe(false)
  expect(() => readSnapshotText(JSON.stringify(told))).toThrow('the snapshot cannot be read')
})

it('contents have rows', () => {
  expect([isContents(contents), isContents({ rows: [] }), isContents({}), isContents(null)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

it.each([
  ['of a table that is none', { windows: [], nothing: [] }],
  ['that are no list', { windows: {} }],
  ['that are no rows of their table', { windows: [['k', { start: 'now', used: 1 }]] }],
  ['of which one is none', { windows: [['k', null], 5] }],
  ['of which one is no list', { windows: [{ 0: 'k', 1: null }] }],
  [
    'of which one has no key',
    {
      windows: [
        ['k', null],
        [5, null],
      ],
    },
  ],
  ['of which one has no value', { windows: [['k', null], ['l']] }],
])('rows %s are no contents', (_, rows) => {
  expect(isContents({ rows, ids: {} })).toBe(false)
})

it('rows are contents if all of them are rows, or were removed', () => {
  const rows = {
    windows: [
      ['k', { start: 0, used: 1 }],
      ['l', null],
    ],
    people: [],
  } as const
  expect([isContents({ rows, ids: {} }), isContents({ rows }), isContents({ rows, ids: 5 })]).toEqual([
    true,
    false,
    false,
  ])
})
