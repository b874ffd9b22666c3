import type { TestWorld } from '../client/connect.ts'
import type { LivechatRoom, MeetingRoom, VideoCall } from '../contract/compiled/types.ts'

/** Something that people join, with the word that situations have for it. */
export type Room =
  | { readonly kind: 'meeting-room'; readonly row: MeetingRoom }
  | { readonly kind: 'livechat-room'; readonly row: LivechatRoom }
  | { readonly kind: 'call'; readonly row: VideoCall }

export type RoomKind = Room['kind']

/** Some rooms of one kind, and how many there are. */
export interface RoomPage {
  readonly kind: RoomKind
  readonly rooms: readonly Room[]
  readonly total: number
}

export const ROOM_KINDS: readonly RoomKind[] = ['meeting-room', 'livechat-room', 'call']

/** The value by which a request names it. */
export const roomKey = (room: Room): string =>
  room.kind === 'meeting-room' ? room.row.code : room.kind === 'call' ? room.row.id : room.row._id

/** The first rooms of a kind, at most 1000. */
export async function roomPage(world: TestWorld, kind: RoomKind, limit: number): Promise<RoomPage> {
  if (kind === 'meeting-room') return pageOf(kind, await world.meetingRooms.list({ limit }))
  if (kind === 'call') return pageOf(kind, await world.calls.list({ limit }))
  return pageOf(kind, await world.livechatRooms.list({ limit }))
}

/** The room of this code or id; undefined if there is none. */
export async function findRoom(world: TestWorld, kind: RoomKind, key: string): Promise<Room | undefined> {
  if (kind === 'meeting-room') return roomOf(kind, await world.meetingRooms.find(key))
  if (kind === 'call') return roomOf(kind, await world.calls.find(key))
  return roomOf(kind, await world.livechatRooms.find(key))
}

const roomOf = <K, T>(kind: K, row: T | undefined): { kind: K; row: T } | undefined => row && { kind, row }

const pageOf = <K, T>(kind: K, { rows, total }: { rows: readonly T[]; total: number }) => ({
  kind,
  total,
  rooms: rows.map((row) => ({ kind, row })),
})
