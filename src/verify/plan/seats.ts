import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { successes } from '../../contract/compiled/successes.ts'
import { toPacket, type Packet } from '../../contract/model/case-packet.ts'
import type { Case, Given } from '../../contract/model/case.ts'
import type { SeatChange, SocketFace } from '../../contract/model/face.ts'
import { isOfNobody, yieldsOf } from './subjects.ts'

/** An event by which a client takes a seat. */
export interface SeatFace extends SocketFace {
  readonly seat: SeatChange
}

const takesSeat = (face: SocketFace): face is SeatFace => face.seat?.does === 'takes'

/** The events by which clients take seats. */
export const seats: readonly SeatFace[] = socketFaces.filter(takesSeat)

/** How observers can take seats in a situation, so that they hear its events; undefined if they can't. */
export const seatIn = (given: Given): SeatFace | undefined =>
  seats.find(({ seat }) => {
    const facts = given[seat.subject]
    return facts !== undefined && !isOfNobody(seat.subject, facts)
  })

/** Whether observers may take seats there without changing what the case is about. */
export function isJoinable({ given }: Pick<Case, 'given'>): boolean {
  const face = seatIn(given)
  return face !== undefined && given[face.seat.subject]?.length === 0
}

/** The packet by which a guest of this name takes a seat; undefined if the values name no subject with seats. */
export function seatPacket(
  { operation, event, seat }: SeatFace,
  guest: string,
  values: Readonly<Record<string, string | undefined>>,
): Packet | undefined {
  const known = Object.fromEntries(
    yieldsOf(seat.subject).flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  )
  const success = successes[operation]
  if (!success || yieldsOf(seat.subject).some((name) => known[name] === undefined)) return undefined
  const named = seat.guest === null ? {} : { [seat.guest]: guest }
  const request = { ...success.request, body: { ...success.request.body, ...named } }
  return toPacket({ request, raw: null }, { event }, known, {})
}
