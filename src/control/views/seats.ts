import type { TakenSeat } from '../../contract/compiled/types.ts'
import type { State } from '../../domain/state.ts'
import { json, type Handler } from '../handler.ts'
import { inWorld, type ControlParts } from '../parts.ts'

/** Handler that lists the taken seats of meeting rooms. */
export function seatHandlers(parts: ControlParts): Readonly<Record<'listSeats', Handler>> {
  const { ways } = parts
  return {
    listSeats: inWorld(parts, async ({ name }, { query: { offset, limit } }) => {
      const start = typeof offset === 'number' ? offset : 0
      const end = start + (typeof limit === 'number' ? limit : DEFAULT_LIMIT)
      const seats = await parts.core.store.change(name, (state) => ({ result: seatsOf(state), writes: [] }))
      const rows = seats
        .slice(start, end)
        .map((seat) => ({ ...seat, way: ways.of(name, seat.code, seat.participant.id) }))
      return json({ rows, total: seats.length })
    }),
  }
}

const DEFAULT_LIMIT = 100

const seatsOf = (state: State): Omit<TakenSeat, 'way'>[] =>
  [...state.meetingRooms.entries()].flatMap(([code, { inside }]) =>
    inside.map((participant) => ({
      code,
      username: state.people.get(participant.userId ?? '')?.username ?? null,
      participant,
    })),
  )
