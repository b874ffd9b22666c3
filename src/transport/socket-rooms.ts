import type { Socket } from 'socket.io'
import type { Announced, Announcement, Caller, HeldSeat, WorldEntry } from '../mock/socket-calls.ts'

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
}

/** Rooms that nobody is in. */
export function createSocketRooms(): SocketRooms {
  const members = new Map<string, Member>()
  const holders = new Map<string, Member>()
  const rooms = new Map<string, Set<Member>>()
  const unseat = (member: Member): void => {
    if (member.seat === null) return
    const { code, participantId } = member.seat
    const room = rooms.get(keyOf(member.world.name, code))
    room?.delete(member)
    if (room?.size === 0) rooms.delete(keyOf(member.world.name, code))
    holders.delete(keyOf(member.world.name, participantId))
    member.seat = null
  }
  const seat = (member: Member, held: HeldSeat): void => {
    unseat(member)
    const key = keyOf(member.world.name, held.code)
    const room = rooms.get(key) ?? new Set()
    rooms.set(key, room.add(member))
    holders.set(keyOf(member.world.name, held.participantId), member)
    member.seat = held
  }
  const toOthers = (world: string, code: string, but: string | null, event: string, payload: object): void => {
    for (const { socket } of rooms.get(keyOf(world, code)) ?? []) if (socket.id !== but) socket.emit(event, payload)
  }
  const tellOne = (world: string, told: Announcement): void => {
    const { room: code } = told
    if (told.kind === 'locked') return toOthers(world, code, told.socketId, 'room-locked', { locked: told.locked })
    if (told.kind === 'joined') {
      const { participant, socketId } = told
      toOthers(world, code, socketId, 'user-joined', { participant: { socketId, ...participant } })
      const member = members.get(socketId ?? '')
      if (member) seat(member, { code, participantId: participant.id })
      return
    }
    const { reason } = told
    const left = told.kind === 'left' ? [told.participant] : told.participants
    for (const { id: participantId, userId } of left) {
      const member = holders.get(keyOf(world, participantId))
      if (member) unseat(member)
      if (reason !== null) member?.socket.emit('force-disconnect', { reason })
      if (told.kind === 'left')
        toOthers(world, code, null, 'user-left', { socketId: member?.socket.id ?? null, userId, participantId })
    }
  }
  return {
    enter: (member) => void members.set(member.socket.id, member),
    leave(member) {
      unseat(member)
      members.delete(member.socket.id)
    },
    in: (name) => [...members.values()].filter(({ world }) => world.name === name),
    tell({ world, announces }) {
      for (const told of announces) tellOne(world, told)
    },
  }
}

// No name of a world has a blank.
const keyOf = (world: string, of: string): string => `${world} ${of}`
