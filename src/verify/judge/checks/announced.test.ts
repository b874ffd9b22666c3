import { describe, expect, it } from 'vitest'
import { answer } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { announcedBreach } from './announced.ts'
import { participantOf } from '../../../../tests/support/participant.ts'

const GUEST = 'joinMeetingRoom/joined-as-guest'
const participant = participantOf({
  id: 'p1',
  roomId: 'r1',
  guestName: 'Jane Smith',
  joinedAt: '2026-01-01T00:00:00.000Z',
})
/** A guest who has joined on this socket; null: over HTTP. */
const joined = (callerId: string | null, json: unknown = participant): Answered => ({
  ...answer(GUEST, { sockets: { callerId } }),
  json,
})
/** A call of this operation with this body. */
const called = (operation: string, body: Readonly<Record<string, unknown>> | null): Answered => {
  const one = answer(GUEST, { sockets: {} })
  return { ...one, call: { ...one.call, operation, request: { ...one.call.request, body } } }
}

describe('user-joined', () => {
  const told = (differing: object, answered = joined('s1')) =>
    announcedBreach('user-joined', { participant: { socketId: 's1', ...participant, ...differing } }, answered)

  it('is about who was answered so, on the socket that called', () => {
    expect(told({})).toBeNull()
    expect(told({ socketId: null }, joined(null))).toBeNull()
  })

  it.each<[member: string, value: unknown]>([
    ['socketId', 's2'],
    ['socketId', null],
    ['id', 'p2'],
    ['roomId', 'r2'],
    ['userId', 'u1'],
    ['guestName', 'Omar'],
    ['isActive', false],
    ['isHost', true],
    ['joinedAt', '2026-01-02T00:00:00.000Z'],
    ['leftAt', '2026-01-02T00:00:00.000Z'],
  ])('is of somebody else where %s is %j', (member, value) => {
    const pointer = member === 'socketId' ? '/participant/socketId' : '/participant'
    const actual = { ...participant, [member]: value }
    expect(told({ [member]: value })).toEqual({
      message: `has other values than the calls at ${pointer}`,
      parts:
        member === 'socketId'
          ? { expected: { [pointer]: 's1' }, actual: { [pointer]: value } }
          : { expected: { [pointer]: participant }, actual: { [pointer]: actual } },
    })
  })

  it('may say more than the answer, and less', () => {
    expect(told({ avatar: 'x' })).toBeNull()
    expect(told({}, joined('s1', { ...participant, seat: 5 }))).toBeNull()
    expect(announcedBreach('user-joined', { participant: { id: 'p1' } }, joined('s1'))).toBeNull()
    expect(announcedBreach('user-joined', {}, joined('s1'))).toBeNull()
    expect(told({}, joined('s1', 'no object'))).toBeNull()
  })

  it('names the socket also where the answer is no object, and none where it was called over HTTP', () => {
    expect(told({ socketId: 's2' }, joined('s1', 'no object'))).toEqual({
      message: 'has other values than the calls at /participant/socketId',
      parts: { expected: { '/participant/socketId': 's1' }, actual: { '/participant/socketId': 's2' } },
    })
    const overHttp = { ...answer(GUEST), json: participant }
    expect(told({ socketId: null }, overHttp)).toBeNull()
    expect(told({}, overHttp)).toHaveProperty('message', 'has other values than the calls at /participant/socketId')
  })
})

describe('user-left', () => {
  const first = joined('s1', { ...participant, userId: 'u1' })
  const second = joined('s2', { ...participant, id: 'p2' })
  const third = joined('s3', { statusCode: 403, id: 'p3' })
  const refused = { ...third, received: { ...third.received, status: 403 } }
  const told = (payload: unknown, earlier: readonly Answered[] = [first, second, refused]) =>
    announcedBreach('user-left', payload, { ...called('leaveMeetingRoom', {}), earlier })

  it.each([
    ['a user', { participantId: 'p1', socketId: 's1', userId: 'u1' }],
    ['a guest', { participantId: 'p2', socketId: 's2', userId: null }],
  ])('is about somebody who had joined in this case, on the socket that is told: %s', (_, payload) => {
    expect(told(payload)).toBeNull()
  })

  it('is so, too, of who had joined twice, on either socket', () => {
    const again = joined('s4', { ...participant, userId: 'u1' })
    const left = (socketId: string) => told({ participantId: 'p1', socketId, userId: 'u1' }, [first, again])
    expect([left('s1'), left('s4')]).toEqual([null, null])
    expect(left('s2')).toHaveProperty('message', 'has other values than the calls at /socketId')
  })

  it('is so, too, of who had joined over HTTP', () => {
    expect(told({ participantId: 'p1', socketId: null, userId: 'u1' }, [{ ...first, sockets: null }])).toBeNull()
  })

  it.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
  ])('is about somebody whose join was answered %i: %s', (status, isKnown) => {
    const earlier = [{ ...first, received: { ...first.received, status } }]
    expect(told({ participantId: 'p1', socketId: 's1', userId: 'u1' }, earlier) === null).toBe(isKnown)
  })

  it.each([
    ['of another', 'p9', { participantId: 'p9', socketId: 's1', userId: 'u1' }],
    ['of who was refused', 'p3', { participantId: 'p3', socketId: 's3', userId: null }],
  ])('is about no one who had a seat, where the id is that %s', (_, actual, payload) => {
    expect(told(payload)).toEqual({
      message: 'is about no one who had a seat',
      parts: { expected: ['p1', 'p2'], actual },
    })
  })

  it.each([
    [{ socketId: 's2', userId: 'u1' }, '/socketId', 's1', 's2'],
    [{ socketId: null, userId: 'u1' }, '/socketId', 's1', null],
    [{ socketId: 's1', userId: 'u2' }, '/userId', 'u1', 'u2'],
    [{ socketId: 's1', userId: null }, '/userId', 'u1', null],
  ])('tells of another socket or user: %j', (payload, pointer, expected, actual) => {
    expect(told({ participantId: 'p1', ...payload })).toEqual({
      message: `has other values than the calls at ${pointer}`,
      parts: { expected: { [pointer]: expected }, actual: { [pointer]: actual } },
    })
  })
})

it('what is told of a member that the target never answers is compared with nothing', () => {
  const first = joined('s1', { id: 'p1', roomId: 'r1' })
  const left = (participantId: string, absentInEvents: readonly string[]) =>
    announcedBreach(
      'user-left',
      { participantId, socketId: 's1', userId: 'u1' },
      { ...called('leaveMeetingRoom', {}), earlier: [first], absent: ['userId'], absentInEvents },
    )
  expect(left('p1', ['userId'])).toBeNull()
  expect(left('p1', ['leftAt'])).toEqual({
    message: 'has other values than the calls at /userId',
    parts: { expected: { '/userId': undefined }, actual: { '/userId': 'u1' } },
  })
  const answeredAfterAll = joined('s1', { id: 'p1', roomId: 'r1', userId: 'u2' })
  expect(
    announcedBreach(
      'user-left',
      { participantId: 'p1', socketId: 's1', userId: 'u1' },
      { ...called('leaveMeetingRoom', {}), earlier: [answeredAfterAll], absentInEvents: ['userId'] },
    ),
  ).toHaveProperty('message', 'has other values than the calls at /userId')
  expect(left('p9', ['userId'])).toHaveProperty('message', 'is about no one who had a seat')
})

describe('room-locked', () => {
  it.each([true, false])('tells what was called for: %j', (locked) => {
    const answered = called('lockMeetingRoom', { locked })
    expect(announcedBreach('room-locked', { locked }, answered)).toBeNull()
    expect(announcedBreach('room-locked', { locked: !locked }, answered)).toEqual({
      message: 'has other values than the calls at /locked',
      parts: { expected: { '/locked': locked }, actual: { '/locked': !locked } },
    })
  })

  it('tells otherwise where nothing was called for', () => {
    expect(announcedBreach('room-locked', { locked: true }, called('lockMeetingRoom', null))).toEqual({
      message: 'has other values than the calls at /locked',
      parts: { expected: { '/locked': undefined }, actual: { '/locked': true } },
    })
  })
})

describe('force-disconnect', () => {
  it.each([
    ['joinMeetingRoom', 'Joined from elsewhere'],
    ['endMeetingRoom', 'The meeting has ended'],
  ])('by %s gives its reason: %s', (operation, reason) => {
    expect(announcedBreach('force-disconnect', { reason }, called(operation, {}))).toBeNull()
    expect(announcedBreach('force-disconnect', { reason: 'Removed by host' }, called(operation, {}))).toEqual({
      message: 'has other values than the calls at /reason',
      parts: { expected: { '/reason': reason }, actual: { '/reason': 'Removed by host' } },
    })
  })

  it('by another operation has none', () => {
    expect(announcedBreach('force-disconnect', { reason: 'x' }, called('leaveMeetingRoom', {}))).toEqual({
      message: 'has other values than the calls at /reason',
      parts: { expected: { '/reason': undefined }, actual: { '/reason': 'x' } },
    })
  })
})

it.each(['room-joined', 'exception', 'constructor', 'toString'])(
  'nothing is known beforehand of what %s tells',
  (event) => {
    expect(announcedBreach(event, { locked: 'x', reason: 'x', participantId: 'x' }, joined('s1'))).toBeNull()
  },
)
