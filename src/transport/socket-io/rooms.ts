import { guardedEmit, type Emit } from './guarded-emit.ts'
import type { ServedSocket } from './served.ts'
import { asJsonText } from './texts.ts'
import type { Announced, Announcement, Caller, HeldSeat, WorldEntry } from '../../mock/socket-calls.ts'

/** A connected socket. */
export interface Member {
  /** What its client hears and says, in the words of the contract. */
  socket: ServedSocket
  readonly world: WorldEntry
  /** The caller identified on connecting; in a dialect that believes payloads, the one that the last of them named. */
  caller: Caller
  /** Its current seat. */
  seat: HeldSeat | null
  /** Whether its world has begun anew, which knows nothing of it. */
  isOver: boolean
}

/** Which sockets are in which room. The world alone decides who has a seat; this only maps seats to connections. */
export interface SocketRooms {
  /** `seats` are those of sockets in its world, of other processes, too. */
  readonly enter: (member: Member, seats?: readonly TakenSeat[]) => void
  readonly of: (socketId: string) => Member | undefined
  readonly leave: (member: Member) => void
  readonly in: (world: string) => Member[]
  /** Who sits in the room with this code; a list that never changes. */
  readonly at: (world: string, code: string) => readonly Member[]
  /** The socket of a participant in a member's world; null if there is none. */
  readonly socketOf: (member: Member, participantId: string) => string | null
  /** Sends announcements to the sockets of a world, and updates the rooms accordingly. */
  readonly tell: (announced: Announced) => void
  /** Forgets all seats of a world that was dropped or reset. */
  readonly forget: (world: string) => void
}

/** A participant's seat, and the socket that has it. */
interface TakenSeat {
  readonly participantId: string
  readonly socketId: string
}

/** The rooms of a world. Holders of seats are searched for, since rooms are small. */
interface Places {
  /** Code of a room → its members. Lists never change but are replaced, so that a loop over one misses no member. */
  readonly rooms: Map<string, readonly Member[]>
  /** Sockets that are not connections of ours, such as those of a scenario: participant's id → socket's id. */
  readonly others: Map<string, string>
}

/** Starts with empty rooms. Reports a socket that can't be told something. */
export function createSocketRooms(onFault: (fault: unknown) => void): SocketRooms {
  const members = new Map<string, Member>()
  const worlds = new Map<string, Places>()
  const inWorld = (name: string): Member[] => [...members.values()].filter(({ world }) => world.name === name)
  const tellOne = (places: Places, told: Announcement, emit: Emit, tell = teller(emit)): void => {
    const others = places.rooms.get(told.room) ?? NOBODY
    if (told.kind === 'relayed') return // `relays` tells it.
    if (told.kind === 'said') return tell(others, told.socketId, told.event, told.payload)
    if (told.kind === 'joined') {
      const { participant, socketId } = told
      if (others.length > 0) tell(others, socketId, 'user-joined', { participant: { socketId, ...participant } })
      if (socketId === null) return
      const member = members.get(socketId)
      if (!member) places.others.set(participant.id, socketId)
      else seat(places, member, { code: told.room, participantId: participant.id })
      return
    }
    const { reason } = told
    for (const { id: participantId, userId } of told.kind === 'left' ? [told.participant] : told.participants) {
      const member = holderIn(others, participantId)
      const socketId = member?.socket.id ?? places.others.get(participantId) ?? null
      places.others.delete(participantId)
      if (member) unseat(places, member)
      if (reason !== null && member) emit(member.socket, 'force-disconnect', { reason })
      // Who has left is still in this list.
      const isHeard = others.length > (member ? 1 : 0)
      if (told.kind === 'left' && isHeard) tell(others, socketId, 'user-left', { socketId, userId, participantId })
    }
  }
  return {
    enter(member, seats = []) {
      const { socket, world } = member
      members.set(socket.id, member)
      const others = seats.map(({ participantId, socketId }) => [participantId, socketId] as const)
      if (!worlds.has(world.name)) worlds.set(world.name, { rooms: new Map(), others: new Map(others) })
    },
    of: (socketId) => members.get(socketId),
    leave(member) {
      const places = worlds.get(member.world.name)
      if (places) unseat(places, member)
      members.delete(member.socket.id)
    },
    in: inWorld,
    at: (world, code) => worlds.get(world)?.rooms.get(code) ?? NOBODY,
    socketOf({ world }, participantId) {
      const places = worlds.get(world.name)
      for (const room of places?.rooms.values() ?? []) {
        const holder = holderIn(room, participantId)
        if (holder) return holder.socket.id
      }
      return places?.others.get(participantId) ?? null
    },
    tell({ world, announces }) {
      const [places, emit] = [worlds.get(world), guardedEmit(onFault)]
      if (places) for (const told of announces) tellOne(places, told, emit)
    },
    forget(world) {
      for (const member of inWorld(world)) Object.assign(member, { seat: null, isOver: true })
      worlds.delete(world)
    },
  }
}

const NOBODY: readonly Member[] = []

/** Sends an event to everyone in a room except one socket. */
const teller =
  (emit: Emit) =>
  (room: readonly Member[], but: string | null, event: string, payload: object): void => {
    const told = asJsonText(JSON.stringify(payload))
    for (const { socket } of room) if (socket.id !== but) emit(socket, event, told)
  }

const holderIn = (room: readonly Member[], participantId: string): Member | undefined =>
  room.find((member) => member.seat?.participantId === participantId)

function seat(places: Places, member: Member, held: HeldSeat): void {
  unseat(places, member)
  const room = places.rooms.get(held.code)
  places.rooms.set(held.code, room ? [...room, member] : [member])
  member.seat = held
}

function unseat({ rooms }: Places, member: Member): void {
  if (member.seat === null) return
  const { code } = member.seat
  const others = rooms.get(code)?.filter((each) => each !== member) ?? NOBODY
  if (others.length > 0) rooms.set(code, others)
  else rooms.delete(code)
  member.seat = null
}
