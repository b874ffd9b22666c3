import { expect, it } from 'vitest'
import { missedNotes, withMissed } from './missed.ts'

it.each([
  [{ others: 3, calls: 0, connections: 0, messages: 0 }, []],
  [{ others: 0, calls: 1, connections: 0, messages: 0 }, ['1 call was not judged: too many at once']],
  [
    { others: 0, calls: 2, connections: 1, messages: 0 },
    [
      '2 calls were not judged: too many at once',
      '1 connection of Socket.IO was followed no further: too many messages at once',
    ],
  ],
  [
    { others: 0, calls: 0, connections: 2, messages: 0 },
    ['2 connections of Socket.IO were followed no further: too many messages at once'],
  ],
  [{ others: 0, calls: 0, connections: 0, messages: 1 }, ['1 message of Socket.IO passed unread: too long']],
  [{ others: 0, calls: 0, connections: 0, messages: 2 }, ['2 messages of Socket.IO passed unread: too long']],
])('what was missed is told: %j', (missed, notes) => expect(missedNotes(missed)).toEqual(notes))

it('exchanges that were missed are counted with those that are no calls, and nothing else is', () => {
  const leftOut = { others: 2, lost: new Map([['the time was up', 1]]), unread: 4 }
  expect(withMissed(leftOut, { others: 3, calls: 10, connections: 20, messages: 30 })).toEqual({
    others: 5,
    lost: new Map([['the time was up', 1]]),
    unread: 4,
  })
})
