import type { Socket } from 'socket.io'
import { asJsonText } from './texts.ts'
import type { Announced, Announcement, Caller, HeldSeat, WorldEntry } from '../../mock/socket-calls.ts'

/** A socket that is connected. */
export interface Member {
  readonly socket: Socket
  readonly world: WorldEntry
  /** Whom it was found to be. */
  readonly caller: Caller
  /** The seat that it holds. */
  seat: HeldSeat | null
}

/** Which sockets sit in which room. Who has a seat at all is the world's; this knows only whose connection it is. */
export interface SocketRooms {
  readonly enter: (member: Member) => void
  readonly leave: (member: Member) => void
  readonly in: (world: string) => Member[]
  /** Tells the sockets of a world what has come about, and follows it. */
  readonly tell: (announced: Announced) => void
  /** A world is gone, or begins anew: nobody has a seat there any more. */
  readonly forget: (world: string) => void
}

/** The rooms of a world. Whose seat is which is looked for: rooms are small. */
interface Places {
  /** Which members sit in which, by its code. */
  readonly rooms: Map<string, Set<Member>>
  /** Sockets that are no connections of ours, such as those of a scenario: participant's id → socket's id. */
  readonly others: Map<string, string>
}

/** Rooms that nobody is in. */
export function createSocketRooms(): SocketRooms {
  const members = new Map<string, Member>()
  const worlds = new Map<string, Places>()
  const inWorld = (name: string): Member[] => [...members.values()].filter(({ world }) => world.name === name)
  const tellOne = (places: Places, told: Announcement): void => {
    const others = places.rooms.get(told.room) ?? NOBODY
    if (told.kind === 'said') return tell(others, told.socketId, told.event, told.payload)
    if (told.kind === 'joined') {
      const { participant, socketId } = told
      if (others.size > 0) tell(others, socketId, 'user-joined', { participant: { socketId, ...participant } })
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
      if (reason !== null) member?.socket.emit('force-disconnect', { reason })
      if (told.kind === 'left' && others.size > 0) tell(others, null, 'user-left', { socketId, userId, participantId })
    }
  }
  return {
    enter(member) {
      members.set(member.socket.id, member)
      if (!worlds.has(member.world.name)) worlds.set(member.world.name, { rooms: new Map(), others: new Map() })
    },
    leave(member) {
      const places = worlds.get(member.world.name)
      if (places) unseat(places, member)
      members.delete(member.socket.id)
    },
    in: inWorld,
    tell({ world, announces }) {
      const places = worlds.get(world)
      if (places) for (const told of announces) tellOne(places, told)
    },
    forget(world) {
      for (const member of inWorld(world)) member.seat = null
      worlds.delete(world)
    },
  }
}

const NOBODY: ReadonlySet<Member> = new Set()

/** Tells everybody in a room but one socket. */
function tell(room: ReadonlySet<Member>, but: string | null, event: string, payload: object): void {
  const told = asJsonText(JSON.stringify(payload))
  for (const { socket } of room) if (socket.id !== but) socket.emit(event, told)
}

function holderIn(room: ReadonlySet<Member>, participantId: string): Member | undefined {
  for (const member of room) if (member.seat?.participantId === participantId) return member
  return undefined
}

function seat(places: Places, member: Member, held: HeldSeat): void {
  unseat(places, member)
  const room = places.rooms.get(held.code)
  if (room) room.add(member)
  else places.rooms.set(held.code, new Set([member]))
  member.seat = held
}

function unseat({ rooms }: Places, member: Member): void {
  if (member.seat === null) return
  const { code } = member.seat
  const room = rooms.get(code)
  room?.delete(member)
  if (room?.size === 0) rooms.delete(code)
  member.seat = null
}
