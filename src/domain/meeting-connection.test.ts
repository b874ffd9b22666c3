import { describe, expect, it } from 'vitest'
import { callOf } from '../../tests/support/call-of.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { connectMeetingRooms, leaveMeetingRoom } from './meeting-connection.ts'
import type { CallingSocket, Make } from './operation.ts'

const make: Make = { id: () => 'new', now: 5, isoText: (instant) => `at ${instant}` }

describe('connecting', () => {
  const { rules } = connectMeetingRooms

  it('is refused with wrong credentials alone; without any, one is connected', () => {
    const world = worldOf()
    const callers = [{}, { authorization: 'Bearer x' }].map((headers) =>
      connectMeetingRooms.facts(world, callOf({ headers })),
    )
    expect(callers).toEqual([
      { caller: { kind: 'nobody' }, sid: '' },
      { caller: { kind: 'wrong' }, sid: '' },
    ])
    expect(callers.map((each) => [rules.unauthorized(each), rules.connected(each)])).toEqual([
      [false, true],
      [true, false],
    ])
  })

  it('answers the id of the socket, and writes nothing', () => {
    const socket: CallingSocket = { id: 'sid-1', caller: { kind: 'nobody' }, seat: null }
    const found = connectMeetingRooms.facts(worldOf(), callOf({ socket }))
    expect(found).toEqual({ caller: { kind: 'nobody' }, sid: 'sid-1' })
    expect(connectMeetingRooms.act(found, make)).toEqual({ writes: [], values: { sid: 'sid-1' } })
  })
})

describe('leaving', () => {
  const code = 'aaa-bbb-ccc'
  const world = worldOf({
    seed: { meetingRooms: [{ id: 'room', code, hostId: 'host', guests: ['Ada', 'Tom'] }] },
  })
  const room = world.meetingRooms.get(code)
  const [ada, tom] = room?.inside ?? []
  const socketWith = (participantId: string): CallingSocket => ({
    id: 'sid',
    caller: { kind: 'nobody' },
    seat: { code, participantId },
  })

  it('frees the seat of the socket in the room that it names, and the others hear who left, without a reason', () => {
    const facts = leaveMeetingRoom.facts(world, callOf({ body: { code }, socket: socketWith(tom?.id ?? '') }))
    expect(facts).toEqual({ room, participant: tom })
    const left = { ...tom, isActive: false, leftAt: 'at 5' }
    expect(leaveMeetingRoom.act(facts, make)).toEqual({
      writes: [{ table: 'meetingRooms', key: code, value: { ...room, inside: [ada], past: [left] } }],
      values: null,
      announces: [{ kind: 'left', room: code, participant: left, reason: null }],
    })
  })

  it('changes nothing without a seat, with one that was given up, or in no room', () => {
    const nothing = { writes: [], values: null }
    const calls = [
      callOf({ body: { code } }),
      callOf({ body: { code }, socket: socketWith('gone') }),
      callOf({ body: { code: 'none' }, socket: socketWith(tom?.id ?? '') }),
    ]
    for (const call of calls) expect(leaveMeetingRoom.act(leaveMeetingRoom.facts(world, call), make)).toEqual(nothing)
    expect(leaveMeetingRoom.act({ room: undefined, participant: tom }, make)).toEqual(nothing)
  })

  it('always succeeds', () => {
    expect(leaveMeetingRoom.rules.left({ room: undefined, participant: undefined })).toBe(true)
  })
})
