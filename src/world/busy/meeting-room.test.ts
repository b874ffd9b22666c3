import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { meetingRoomMaker } from './meeting-room.ts'
import { populationOf } from './population.ts'

const population = populationOf(50, seeds.documented)
const make = meetingRoomMaker(population)
const rooms = Array.from({ length: 80 }, (_, place) => make(`code-${place}`, place))

describe('a generated meeting room', () => {
  it('is the same on every machine, in every version', () => {
    expect(createHash('sha256').update(JSON.stringify(rooms)).digest('hex')).toBe(
      '3dd34b55fdff24f62c763a037b68f9462a33eb0c2f815b1dfa38bde408a3a3db',
    )
    expect(make('yzw-lwk-uao', 0)).toMatchObject({
      id: 'caqm35ioal2r080y4746zlekv',
      code: 'yzw-lwk-uao',
      hostId: 'clx9z8y7x6w5v4u3t2s1r0q',
      inside: [
        {
          id: 'c2bw8f6gfx10tsx9oqiqmxk7h',
          roomId: 'caqm35ioal2r080y4746zlekv',
          userId: null,
          guestName: 'Virginie Blanda',
          isActive: true,
          isHost: false,
          joinedAt: '2026-03-03T09:42:53.102Z',
          leftAt: null,
        },
        {},
        {},
      ],
    })
  })

  it('is of every eight once locked, full and over; the others can be joined', () => {
    for (const [place, { isLocked, isActive, maxParticipants, inside, past }] of rooms.entries()) {
      const kind = place % 8
      expect([isLocked, isActive, maxParticipants === inside.length, past]).toEqual([
        kind === 1,
        kind !== 3,
        kind === 2,
        [],
      ])
      if (kind === 2) expect(maxParticipants >= 2 && maxParticipants <= 7).toBe(true)
      else expect([maxParticipants, inside.length <= 3]).toEqual([50, true])
      if (kind === 3) expect(inside).toEqual([])
    }
  })

  it('has guests who came within the last hour', () => {
    for (const { joinedAt } of rooms.flatMap(({ inside }) => inside)) {
      const ago = population.instant - Date.parse(joinedAt)
      expect(ago > 0 && ago <= 3_600_000).toBe(true)
    }
  })
})
