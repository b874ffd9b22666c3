import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { isQueued } from '../../domain/livechat.ts'
import { busyTables } from './busy-tables.ts'
import { roomOfServersMaker } from './room-of-servers.ts'

describe('a busy seed', () => {
  const { seed, bases } = busyTables(200)

  it('has so many livechat rooms, meeting rooms and calls in proportion, and the documented people and rooms', () => {
    expect([seed.name, seed.says, seed.meetingRooms, seed.livechatRooms, seed.calls]).toEqual([
      'busy:200',
      '200 generated livechat rooms, meeting rooms and calls in proportion, and the documented people',
      [],
      [],
      [],
    ])
    expect([bases.livechatRooms.size, bases.calls.size, bases.meetingRooms.size]).toEqual([
      200,
      10,
      20 + seeds.documented.meetingRooms.length,
    ])
    expect(bases.people.size).toBe(seeds.documented.people.length + 4)
    expect(bases.meetingRooms.get('lck-rom-now')?.isLocked).toBe(true)
    const codes = [...bases.meetingRooms.entries()].map(([code]) => code)
    expect([codes.length, codes[0]]).toEqual([bases.meetingRooms.size, seeds.documented.meetingRooms[0]?.code])
    expect(bases.meetingRooms.get(codes.at(-1) ?? '')?.code).toBe(codes.at(-1))
    expect(bases.meetingRooms.get('none')).toBeUndefined()
  })

  it.each([
    [0, 0, 0],
    [1, 8, 8],
    [80, 8, 8],
    [81, 9, 8],
    [161, 17, 9],
  ])('of %i rooms has %i meeting rooms and %i calls of its own', (rooms, meetings, calls) => {
    const { bases: own } = busyTables(rooms)
    expect([
      own.livechatRooms.size,
      own.meetingRooms.size - seeds.documented.meetingRooms.length,
      own.calls.size,
    ]).toEqual([rooms, meetings, calls])
  })

  it('has data for situations among its own rooms and calls', () => {
    const valueOf = (subject: string, ...facts: string[]) => {
      const entry = seed.reserved.find((each) => each.subject === subject && each.facts.join() === facts.join())
      return [Object.values(entry?.values ?? {})[0] ?? '', entry?.says] as const
    }
    const roomOf = (...facts: string[]) => bases.livechatRooms.get(valueOf('livechat-room', ...facts)[0])
    const waiting = roomOf()
    expect(waiting && isQueued(waiting)).toBe(true)
    expect(roomOf('closed')?.open).toBeUndefined()
    const [, says] = valueOf('livechat-room', 'out-of-reach')
    const away = roomOf('out-of-reach')
    expect([away?.open, away?.onHold, says]).toEqual([true, undefined, `served by ${away?.servedBy?.username}`])
    expect(away?.servedBy?._id).not.toBe('rbAXPnMktTFbNpwtJ')
    expect(valueOf('livechat-room', 'unknown')).toEqual(['noSuchRoomHereAtA', 'no room has this id'])
    expect(bases.calls.get(valueOf('call')[0])?.members).toBeNull()
    expect(bases.calls.get(valueOf('call', 'private')[0])?.members).not.toBeNull()
    expect(valueOf('call', 'private')[1]).toBe('only some agents may see it')
    expect(valueOf('meeting-room', 'locked')[0]).toBe('lck-rom-now')
  })
})

/** All rows that are generated, as one hash. */
const hashOf = (makes?: Parameters<typeof busyTables>[1]): string => {
  const { bases, seed } = busyTables(500, makes)
  const rows = [bases.livechatRooms, bases.meetingRooms, bases.calls].map((base) => [...base.entries()])
  return createHash('sha256')
    .update(JSON.stringify([rows, seed.people]))
    .digest('hex')
    .slice(0, 16)
}

it('a busy seed has the same bytes on every machine and in every version', () => {
  expect([hashOf(), hashOf(roomOfServersMaker)]).toEqual(['b3199911116e0638', '94a56efd486d6b1e'])
})
