import type { Participant } from '../../contract/compiled/types.ts'
import type { MeetingRoom } from '../../domain/state.ts'
import { STRANGER, nameOf, type Population } from './population.ts'
import { createDice, type Dice } from './dice.ts'
import { isoText } from './iso-text.ts'
import { STREAMS } from './streams.ts'

/** Creates the meeting room at a place: of every eight, one is locked, one full and one over; the others can be joined. */
export function meetingRoomMaker(population: Population): (code: string, place: number) => MeetingRoom {
  const dice = createDice(population.rooms, STREAMS.meetingRooms)
  return (code, place) => {
    dice.begin(place)
    const kind = place % 8
    const id = cuid(dice)
    const isFull = kind === FULL
    const maxParticipants = isFull ? 2 + dice.below(6) : 50
    const guests = kind === OVER ? 0 : isFull ? maxParticipants : dice.below(4)
    const since = population.instant - HOUR
    return {
      id,
      code,
      hostId: dice.one(population.hosts, STRANGER).id,
      isActive: kind !== OVER,
      isLocked: kind === LOCKED,
      maxParticipants,
      inside: Array.from({ length: guests }, () => guestIn(id, dice, isoText(since + dice.below(HOUR)))),
      past: [],
    }
  }
}

const [LOCKED, FULL, OVER] = [1, 2, 3]
const HOUR = 3_600_000
const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyz'

const cuid = (dice: Dice): string => `c${dice.text(ALPHANUMERIC, 24)}`

const guestIn = (roomId: string, dice: Dice, joinedAt: string): Participant => ({
  id: cuid(dice),
  roomId,
  userId: null,
  guestName: nameOf(dice).join(' '),
  isActive: true,
  isHost: false,
  joinedAt,
  leftAt: null,
})
