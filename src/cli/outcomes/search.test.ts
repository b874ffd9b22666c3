import { describe, expect, it } from 'vitest'
import { noOutcome, withOutcomes } from './search.ts'

const outcome = (name: string, status: number, cause: string) => ({ name, status, cause })
const OPERATION = {
  operation: 'joinRoom',
  outcomes: [outcome('room-full', 409, 'no seat is left'), outcome('barred', 403, 'its host has barred the caller')],
}
const found = (word: string | undefined): string[] =>
  withOutcomes(OPERATION, word).flatMap(({ outcomes }) => outcomes.map(({ name }) => name))

describe('the outcomes with a word', () => {
  it.each([
    [undefined, ['room-full', 'barred']],
    ['JOINROOM', ['room-full', 'barred']],
    ['Full', ['room-full']],
    ['HOST', ['barred']],
    ['409', ['room-full']],
    ['SEAT', ['room-full']],
    ['r', ['room-full', 'barred']],
    ['', ['room-full', 'barred']],
    ['4', []],
    ['40', []],
    ['none', []],
  ])('for %s are %j', (word, names) => {
    expect(found(word)).toEqual(names)
  })

  it('keep nothing of an operation without any', () => {
    expect(withOutcomes(OPERATION, 'none')).toEqual([])
  })
})

it('a word that none has is answered with those that are like it, of operations, outcomes and events', () => {
  expect(noOutcome('room-lockd')).toMatchObject({
    message: 'no outcome has room-lockd in its name, operation, status or cause',
    fix: 'The most similar are room-locked, room-closed, room-ended.',
  })
  expect(noOutcome('connectMeetingRoms').fix).toBe(
    'The most similar are connectMeetingRooms, joinMeetingRoom, lockMeetingRoom.',
  )
})
