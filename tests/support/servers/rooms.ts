/** A seat as it is told of. */
export interface Participant {
  readonly id: string
  readonly roomId: string
  readonly userId: string | null
  readonly guestName: string | null
  readonly isActive: boolean
  readonly isHost: boolean
  readonly joinedAt: string
  readonly leftAt: string | null
}

/** Somebody's place in a room; `socketId` is null for one that was taken over HTTP. */
export interface Seat {
  readonly participant: Participant
  readonly socketId: string | null
}

export interface Room {
  readonly id: string
  readonly code: string
  readonly hostId: string
  readonly seats: number
  isActive: boolean
  isLocked: boolean
  inside: Seat[]
}

/** Why a call is refused: what a framework makes its answer of. */
export interface Refusal {
  readonly status: number
  readonly message: string | readonly string[]
}

/** Who calls: a user by id, or a guest; by which socket, if any. */
export interface Caller {
  readonly userId: string | null
  readonly socketId: string | null
}

/** Who hears of a change: those inside the room but one socket, or one socket alone. */
export interface Notice {
  readonly event: 'user-joined' | 'user-left' | 'room-locked' | 'force-disconnect'
  readonly payload: unknown
  readonly to: readonly string[]
}

/** A change that was made, and who hears of it. */
export interface Done<T> {
  readonly value: T
  readonly notices: readonly Notice[]
}

export const isRefusal = (result: object): result is Refusal => 'status' in result

/** Ids as a server makes them. */
export type NextId = () => string

/** cuids as Prisma makes them. */
export function cuids(): NextId {
  let made = 0
  return () => `cm5x7k2p9${(made++).toString(36).padStart(16, '0')}`
}

/** Rooms with seats, kept as document 002 says it, and the answers that it leaves open as the framework's conventions give them. */
export class Rooms {
  readonly #rooms = new Map<string, Room>()
  readonly #nextId: NextId
  readonly #now: () => number
  #codes = 0

  constructor(nextId: NextId, now: () => number = Date.now) {
    this.#nextId = nextId
    this.#now = now
  }

  /** A room that is as these facts say; those who sit in it already are guests without a socket. */
  create(facts: readonly string[], hostId: string): Room {
    const free = facts.includes('full') ? 0 : facts.includes('last-seat') ? 1 : facts.includes('two-seats') ? 2 : 50
    const taken = free === 50 ? 0 : 2 - free
    const room: Room = {
      id: this.#nextId(),
      code: this.#nextCode(),
      hostId,
      seats: free + taken,
      isActive: !facts.includes('inactive'),
      isLocked: facts.includes('locked'),
      inside: [],
    }
    if (room.isActive)
      room.inside = Array.from({ length: taken }, (_, n) =>
        this.#seat(room, { userId: null, socketId: null }, `Sitting ${n}`),
      )
    this.#rooms.set(room.code, room)
    return room
  }

  delete(code: string): boolean {
    return this.#rooms.delete(code)
  }

  find(code: unknown): Room | undefined {
    return typeof code === 'string' ? this.#rooms.get(code) : undefined
  }

  /** The room that a call means: by its code, its id, or the one that the socket sits in. */
  meant({ code, roomId }: { code?: unknown; roomId?: unknown }, { socketId }: Caller): Room | undefined {
    if (code !== undefined) return this.find(code)
    const rooms = [...this.#rooms.values()].filter((room) => room.inside.some((seat) => seat.socketId === socketId))
    return rooms.find((room) => roomId === undefined || room.id === roomId)
  }

  join(code: unknown, guestName: unknown, caller: Caller): Done<Participant> | Refusal {
    const refusal = wrongName(guestName, caller.userId !== null)
    if (refusal) return refusal
    const room = this.find(code)
    if (!room) return { status: 404, message: 'Room not found' }
    if (!room.isActive) return { status: 400, message: 'Room is no longer active' }
    if (room.isLocked) return { status: 403, message: 'Room is locked' }
    const older = room.inside.filter((seat) => isOf(seat, caller))
    if (room.inside.length - older.length >= room.seats) return { status: 400, message: 'Room is full' }
    const left = this.#leaveAll(
      caller,
      (each) => each === room || each.inside.some(({ socketId }) => socketId !== null && socketId === caller.socketId),
    )
    const seat = this.#seat(room, caller, caller.userId === null ? String(guestName) : null)
    const to = socketsOf(room, caller.socketId)
    room.inside.push(seat)
    const payload = { participant: { ...seat.participant, socketId: caller.socketId } }
    return { value: seat.participant, notices: [...left, { event: 'user-joined', payload, to }] }
  }

  /** Gives up the socket's seat in the room that is meant; in any room, where none is named. */
  leave(named: { readonly code?: unknown; readonly roomId?: unknown }, caller: Caller): readonly Notice[] {
    const isMeant = (room: Room): boolean =>
      (named.code === undefined || room.code === named.code) && (named.roomId === undefined || room.id === named.roomId)
    return this.#leaveAll(caller, isMeant, true)
  }

  lock(payload: { code?: unknown; roomId?: unknown; locked?: unknown }, caller: Caller): Done<null> | Refusal {
    const { locked } = payload
    if (typeof locked !== 'boolean') return { status: 400, message: ['locked must be a boolean value'] }
    const room = this.meant(payload, caller)
    if (!room) return { status: 404, message: 'Room not found' }
    if (room.hostId !== caller.userId) return { status: 403, message: 'Not authorized' }
    if (room.isLocked === locked) return { value: null, notices: [] }
    room.isLocked = locked
    return {
      value: null,
      notices: [{ event: 'room-locked', payload: { locked }, to: socketsOf(room, caller.socketId) }],
    }
  }

  end(payload: { code?: unknown; roomId?: unknown }, caller: Caller): Done<null> | Refusal {
    const room = this.meant(payload, caller)
    if (!room) return { status: 404, message: 'Room not found' }
    if (room.hostId !== caller.userId) return { status: 403, message: 'Not authorized' }
    const to = socketsOf(room, null)
    room.isActive = false
    room.inside = []
    return { value: null, notices: [{ event: 'force-disconnect', payload: { reason: 'The meeting has ended' }, to }] }
  }

  #leaveAll(caller: Caller, isConcerned: (room: Room) => boolean, isSocketOnly = false): Notice[] {
    return [...this.#rooms.values()].filter(isConcerned).flatMap((room) => {
      const gone = room.inside.filter((seat) =>
        isSocketOnly ? caller.socketId !== null && seat.socketId === caller.socketId : isOf(seat, caller),
      )
      return gone.flatMap((seat) => this.#vacate(room, seat, caller))
    })
  }

  #vacate(room: Room, seat: Seat, caller: Caller): Notice[] {
    room.inside = room.inside.filter((each) => each !== seat)
    const { userId, id: participantId } = seat.participant
    const others = socketsOf(room, caller.socketId)
    const left: Notice = { event: 'user-left', payload: { socketId: seat.socketId, userId, participantId }, to: others }
    if (seat.socketId === null || seat.socketId === caller.socketId) return [left]
    return [{ event: 'force-disconnect', payload: { reason: 'Joined from elsewhere' }, to: [seat.socketId] }, left]
  }

  #seat(room: Room, { userId, socketId }: Caller, guestName: string | null): Seat {
    const times = { joinedAt: new Date(this.#now()).toISOString(), leftAt: null }
    const isHost = userId === room.hostId
    return {
      socketId,
      participant: { id: this.#nextId(), roomId: room.id, userId, guestName, isActive: true, isHost, ...times },
    }
  }

  #nextCode(): string {
    const letters = (this.#codes++)
      .toString(26)
      .replaceAll(/./g, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 26)))
    return (letters.padStart(9, 'k').match(/.{3}/g) ?? []).join('-')
  }
}

const isOf = (seat: Seat, { userId, socketId }: Caller): boolean =>
  (userId !== null && seat.participant.userId === userId) || (socketId !== null && seat.socketId === socketId)

const socketsOf = (room: Room, but: string | null): string[] =>
  room.inside.flatMap(({ socketId }) => (socketId === null || socketId === but ? [] : [socketId]))

const TOO_LONG = 'guestName must be shorter than or equal to 50 characters'
const TOO_SHORT = 'guestName must be longer than or equal to 1 characters'

function wrongName(name: unknown, isUser: boolean): Refusal | null {
  if (isUser && (name === undefined || name === null)) return null
  if (typeof name !== 'string') return { status: 400, message: [TOO_LONG, TOO_SHORT, 'guestName must be a string'] }
  // As the framework's validator counts: code points, a selector behind another character left out.
  const { length } = [...name.replaceAll(/(?<=.)[\uFE0E\uFE0F]/gsu, '')]
  if (length === 0) return { status: 400, message: [TOO_SHORT] }
  return length > 50 ? { status: 400, message: [TOO_LONG] } : null
}
