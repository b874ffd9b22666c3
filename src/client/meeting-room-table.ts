import type { MeetingRoom, Participant, Seat, TakenSeat } from '../contract/compiled/types.ts'
import type { Requester } from './requester.ts'
import { rowTable, type RowTable } from './table.ts'

/** The table of meeting rooms, with access to their seats. */
export interface MeetingRoomTable extends RowTable<MeetingRoom> {
  /** Seats a participant, regardless of the room's rules. */
  readonly seat: (code: string, who: Seat) => Promise<Participant>
  /** Removes a participant. */
  readonly unseat: (code: string, participantId: string) => Promise<Participant>
  /** A page of taken seats of all rooms, the first hundred by default, and how each was taken. */
  readonly seats: (page?: {
    readonly offset?: number
    readonly limit?: number
  }) => Promise<{ readonly rows: readonly TakenSeat[]; readonly total: number }>
}

/** The meeting rooms of a world, given its path. */
export const meetingRoomTable = (requester: Requester, world: string): MeetingRoomTable => {
  const path = `${world}/meeting-rooms`
  const participants = (code: string): string => `${path}/${encodeURIComponent(code)}/participants`
  return {
    ...rowTable<MeetingRoom>(requester, path),
    seat: (code, body) => requester.json('POST', participants(code), { body }),
    seats: (page = {}) => requester.json('GET', `${world}/seats`, { query: { ...page } }),
    unseat: (code, id) => requester.json('DELETE', `${participants(code)}/${encodeURIComponent(id)}`),
  }
}
