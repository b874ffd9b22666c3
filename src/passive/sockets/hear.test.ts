import { expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import { ENTERED, sightings, socketItems, wrongIn, SEAT } from '../testing/traffic.ts'

const JANE = { ...SEAT, socketId: null }
const JOINS = ['>420["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]', `<430${JSON.stringify([JANE])}`]
const hears = (event: string, ...args: readonly unknown[]): string => `<42${JSON.stringify([event, ...args])}`
const wrong = (messages: readonly string[], dialect?: SocketDialect): string[] =>
  wrongIn(sightings(socketItems([...ENTERED, ...messages]), dialect))

it('an event is read in the names of the target', () => {
  const dialect = {
    ...PLAIN_DIALECT,
    events: { 'user-joined': 'came' },
    messages: { 'user-joined': { heard: { participant: { name: 'who', unless: null } } } },
  }
  expect(wrong([...JOINS, hears('came', { who: JANE })], dialect)).toEqual([])
  // Whoever has no seat is not to hear it, by whatever name.
  expect(wrong([hears('came', { who: JANE })], dialect)).toEqual([
    expect.stringMatching(/wire 4: a client without a seat hears user-joined$/),
  ])
  expect(wrong([...JOINS, hears('came', { participant: JANE })])).toEqual([])
  expect(wrong([...JOINS, hears('user-joined', { who: JANE })])).toHaveLength(1)
})

it('a client that waits for an answer may hear what others do only if the answer may give it a seat', () => {
  const heard = hears('user-joined', { participant: JANE })
  expect(wrong(['>420["join-room",{"code":"abc-def-ghi"}]', heard])).toEqual([])
  expect(wrong(['>420["end-room",{"code":"abc-def-ghi"}]', heard])).toHaveLength(1)
  expect(wrong(['>420["end-room",{"code":"abc-def-ghi"}]', '>42["join-room",{"code":"abc-def-ghi"}]', heard])).toEqual(
    [],
  )
})

it('an event of a target that never sends some members is not judged: what of it is missing is not known', () => {
  const heard = hears('user-joined', { participant: JANE })
  expect([wrong([heard]).length, wrong([heard], { ...PLAIN_DIALECT, absent: ['leftAt'] })]).toEqual([1, []])
})

it.each([
  ['user-joined', 'joinMeetingRoom'],
  ['user-left', 'leaveMeetingRoom'],
  ['room-locked', 'lockMeetingRoom'],
  ['force-disconnect', 'endMeetingRoom'],
])('%s is taken for what %s tells, which tells least else', (event, operation) => {
  expect(wrong([...JOINS, hears(event)])).toEqual([expect.stringMatching(new RegExp(`^${operation}/`))])
})
