import type { JournalEntry, MeetingRoom } from '../../src/contract/compiled/types.ts'
import { isRecord } from '../../src/domain/json.ts'
import type { RunningServer } from '../../src/server.ts'
import { patience } from './patience.ts'
import { listen, type Listener } from './sockets.ts'

/** A world of a server. */
export type World = Awaited<ReturnType<RunningServer['world']>>
/** Who calls about meeting rooms. */
export type Identity = 'host' | 'member' | 'guest' | 'expired-token'

/** Ids of the users that the documented seed knows, as everybody hears them. */
export const HOST = 'clx9z8y7x6w5v4u3t2s1r0q'
export const MEMBER = 'clx0a1b2c3d4e5f6g7h8i9j'

/** What an identity gives as its token; a guest has none. */
export const tokenOf = (world: World, as: Identity): string | undefined =>
  world.identities[as]?.['Authorization']?.replace('Bearer ', '')

/** Connects sockets to a world, by its namespace. */
export const connecting =
  (world: World, options: Parameters<typeof listen>[1] = { transports: ['websocket'] }) =>
  (as: Identity = 'guest'): Promise<Listener> =>
    listen(world.url, { ...options, auth: { token: tokenOf(world, as) } })

/** The payload of a guest who joins. */
export const joinedAs = (guestName: string, code: string): { readonly code: string; readonly guestName: string } => ({
  code,
  guestName,
})
/** The participant's id in an answer. */
export const idIn = (answer: unknown): string => (isRecord(answer) ? String(answer['id']) : '')
/** Whether an answer lets in. */
export const isIn = (answer: unknown): boolean => isRecord(answer) && 'id' in answer

/** Joins without a socket. */
export const overHttp = (
  { url }: Pick<World, 'url'>,
  code: string,
  guestName: string,
  headers: object = {},
): Promise<Response> =>
  fetch(`${url}/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ guestName }),
  })

/** A room as its world has it. */
export const roomIn = (world: World, code: string): Promise<MeetingRoom> => world.meetingRooms.get(code)

/** Makes an empty room of so many seats. */
export const makeRoom = (world: World, code: string, maxParticipants: number): Promise<unknown> =>
  world.meetingRooms.put(code, {
    id: 'clxown0000000000000000000',
    code,
    hostId: HOST,
    isActive: true,
    isLocked: false,
    maxParticipants,
    inside: [],
    past: [],
  })

/** Waits for the next socket of a world to be gone, and tells what the journal says of it. */
export const nextGone = (world: World): Promise<JournalEntry> =>
  world.journal.next({ method: 'DISCONNECT' }, { timeout: patience(60_000) })
