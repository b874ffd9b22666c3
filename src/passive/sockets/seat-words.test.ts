import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { contractParts } from '../contract-parts.ts'
import { seatWords } from './seat-words.ts'

const parts = contractParts('current')
const words = seatWords(parts)

function faceOf(all: readonly AnyFace[], operation: string): AnyFace {
  const face = all.find((each) => each.operation === operation)
  if (!face) throw new Error(`no face ${operation}`)
  return face
}

describe('the words of seats in the contract', () => {
  it('an operation is an end if others lose their seats by it, and the caller neither gets nor leaves one', () => {
    expect(socketFaces.filter(words.isEnd).map(({ operation }) => operation)).toEqual(['endMeetingRoom'])
    expect(words.isEnd({ ...faceOf(socketFaces, 'endMeetingRoom') })).toBe(false)
  })

  it('a payload names its subject by the values of the subject, also where the operation changes no seat', () => {
    const join = faceOf(socketFaces, 'joinMeetingRoom')
    expect(words.subjectIn(join, { code: 'abc', guestName: 'Jane' })).toBe('meeting-room abc')
    expect(words.subjectIn(faceOf(socketFaces, 'endMeetingRoom'), { code: 'abc' })).toBe('meeting-room abc')
    expect(words.subjectIn(faceOf(faces.current, 'joinMeetingRoom'), { code: 'abc' })).toBe('meeting-room abc')
    expect([words.subjectIn(join, { code: 7 }), words.subjectIn(join, {}), words.subjectIn(join, null)]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('an operation of an API without seats has no subject', () => {
    expect(words.subjectIn(faceOf(faces.current, 'joinVideoConference'), { callId: 'x', code: 'abc' })).toBeNull()
  })

  it('an event has the audience that the contract gives it; others have none', () => {
    expect(['user-joined', 'force-disconnect', 'exception', 'chat', 'toString'].map(words.audienceOf)).toEqual([
      'others',
      'unseated',
      'caller',
      null,
      null,
    ])
  })

  it('an event tells an end by the text that an ending operation gives it alone', () => {
    expect(words.tellsEnd('force-disconnect', { reason: 'The meeting has ended' })).toBe(true)
    expect(words.tellsEnd('force-disconnect', { reason: 'Joined from elsewhere' })).toBe(false)
    expect(words.tellsEnd('user-left', { reason: 'The meeting has ended' })).toBe(false)
    expect(words.tellsEnd('chat', { reason: 'The meeting has ended' })).toBe(false)
  })

  it('who comes is told by the id of their seat, and who goes by the same', () => {
    expect(words.movesIn('user-joined', { participant: { id: 'p1' } })).toEqual({ id: 'p1', does: 'comes' })
    expect(words.movesIn('user-left', { participantId: 'p1', userId: 'u1' })).toEqual({ id: 'p1', does: 'goes' })
    expect(words.movesIn('user-joined', { participant: { id: 1 } })).toBeNull()
    expect(words.movesIn('room-locked', { participantId: 'p1', participant: { id: 'p1' } })).toBeNull()
  })

  it('who comes is told by the event with the whole answer, in whatever order events are', () => {
    const turned = seatWords({
      ...parts,
      sentEvents: Object.fromEntries(Object.entries(parts.sentEvents).toReversed()),
    })
    expect(turned.movesIn('user-joined', { participant: { id: 'p1' } })).toEqual({ id: 'p1', does: 'comes' })
    expect(turned.movesIn('user-left', { participantId: 'p1' })).toEqual({ id: 'p1', does: 'goes' })
  })

  it('what only the caller is told announces nobody who comes or goes', () => {
    const own = Object.entries(parts.sentEvents).map(
      ([event, each]) => [`own-${event}`, { ...each, audience: 'caller' }] as const,
    )
    const both = seatWords({ ...parts, sentEvents: { ...Object.fromEntries(own), ...parts.sentEvents } })
    expect(both.movesIn('user-joined', { participant: { id: 'p1' } })).toEqual({ id: 'p1', does: 'comes' })
    expect(both.movesIn('user-left', { participantId: 'p1' })).toEqual({ id: 'p1', does: 'goes' })
    expect(both.movesIn('own-user-joined', { participant: { id: 'p1' } })).toBeNull()
  })

  it('a payload may name its subject by any of its values', () => {
    const named = seatWords({ ...parts, yields: { 'meeting-room': ['code', 'roomId'] } })
    expect(named.subjectIn(faceOf(socketFaces, 'endMeetingRoom'), { roomId: 'r' })).toBe('meeting-room r')
    expect(named.subjectIn(faceOf(socketFaces, 'endMeetingRoom'), { code: 5, roomId: 'r' })).toBe('meeting-room r')
  })

  it('nobody comes or goes where no event tells the others', () => {
    const none = seatWords({ ...parts, sentEvents: {} })
    expect(none.movesIn('user-joined', { participant: { id: 'p1' } })).toBeNull()
    const { 'user-left': _left, ...rest } = parts.sentEvents
    expect(seatWords({ ...parts, sentEvents: rest }).movesIn('user-joined', { participant: { id: 'p1' } })).toBeNull()
  })
})
