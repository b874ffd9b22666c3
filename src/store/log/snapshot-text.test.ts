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
  ['no seats', { ...snapshot, seats: {} }],
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
