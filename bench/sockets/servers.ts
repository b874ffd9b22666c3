import { join } from 'node:path'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import { startChild, type Child } from '../child.ts'
import type { Cores } from '../cores.ts'
import { startGreenroom, type Way } from '../greenroom.ts'

/** Rooms for sockets: in the first half, each socket has its own room; in the second half, they share rooms. */
export interface Rooms {
  readonly alone: readonly string[]
  readonly shared: readonly string[]
  readonly locked: string
  readonly unknown: string
}

/** A server with these rooms. */
export interface ReadyServer {
  readonly port: number
  readonly rooms: Rooms
}

/** The number of rooms of each kind. */
export interface RoomCounts {
  readonly alone: number
  readonly shared: number
}

/** The token of an ordinary user of the documented seed, and that user's id. */
export const member: { readonly token: string; readonly userId: string } = {
  token: credentialsOf(seeds.documented, 'member')['Authorization']?.replace('Bearer ', '') ?? '',
  userId: seeds.documented.identities['member']?.member ?? '',
}

/** Starts a greenroom with rooms. */
export async function startGreenroomSockets(
  way: Way,
  { alone, shared }: RoomCounts,
  cores: Cores,
): Promise<Child<ReadyServer>> {
  const open = Array.from({ length: alone + shared }, () => ({ 'meeting-room': [] }))
  const situations = [...open, { 'meeting-room': ['locked'] }]
  const child = await startGreenroom(way, { operation: 'joinMeetingRoom', situations }, cores)
  const codes = child.ready.values.map(({ code = '' }) => code)
  const locked = codes.at(-1) ?? ''
  const rooms = { alone: codes.slice(0, alone), shared: codes.slice(alone, alone + shared), locked, unknown }
  return { ...child, ready: { port: child.ready.port, rooms } }
}

/** Starts a bare server with the rooms of a greenroom. */
export const startBareSockets = (rooms: Rooms, { server: core }: Cores): Promise<Child<ReadyServer>> => {
  const { alone, shared, locked } = rooms
  const given = { codes: [...alone, ...shared], shared, locked, userId: member.userId }
  return startChild({
    args: [...FLAGS, join(import.meta.dirname, 'bare-server.ts'), JSON.stringify(given)],
    read: (line) => (line.startsWith('{"port"') ? { port: Number(/\d+/.exec(line)?.[0]), rooms } : undefined),
    core,
    probed: true,
  })
}

const FLAGS = ['--expose-gc', '--no-warnings']

// The same length as room codes.
const unknown = 'zzz-zzz-zzz'
