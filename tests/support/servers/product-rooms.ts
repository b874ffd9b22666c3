/** Somebody in a room, as the product tells of them: no row of a table, and no times. */
export interface Inside {
  readonly socketId: string
  readonly userId?: string
  readonly displayName: string
  readonly isHost: boolean
}

/** A room. It is full by its live sockets, and by `held` seats that nobody sees. */
export interface ProductRoom {
  readonly id: string
  readonly code: string
  readonly hostId: string
  readonly seats: number
  readonly held: number
  isActive: boolean
  isLocked: boolean
  inside: Inside[]
}

/** What a call names; nobody checks it. */
export interface JoinPayload {
  readonly roomCode?: unknown
  readonly userId?: unknown
  readonly displayName?: unknown
}

/** The rooms of the meeting product. It throws what it refuses. */
export class ProductRooms {
  readonly #rooms = new Map<string, ProductRoom>()
  #made = 0

  create(facts: readonly string[], hostId: string): ProductRoom {
    const nth = this.#made++
    const free = facts.includes('full') ? 0 : facts.includes('last-seat') ? 1 : facts.includes('two-seats') ? 2 : 50
    const room = {
      id: `cmproductroom${String(nth).padStart(12, '0')}`,
      code: `pro-${letters(Math.floor(nth / 676))}x-${letters(nth)}k`,
      hostId,
      seats: 50,
      held: 50 - free,
      isActive: !facts.includes('inactive'),
      isLocked: facts.includes('locked'),
      inside: [],
    }
    this.#rooms.set(room.code, room)
    return room
  }

  delete = (code: string): boolean => this.#rooms.delete(code)

  byCode = (code: unknown): ProductRoom | undefined => this.#rooms.get(String(code))

  ofSocket = (socketId: string): ProductRoom | undefined =>
    [...this.#rooms.values()].find(({ inside }) => inside.some((each) => each.socketId === socketId))

  join({ roomCode, userId, displayName }: JoinPayload, socketId: string): { room: ProductRoom; who: Inside } {
    const room = this.byCode(roomCode)
    if (!room) throw new Error('Room not found')
    if (!room.isActive) throw new Error('Room is no longer active')
    if (room.isLocked) throw new Error('Room is locked')
    // A user's older socket is replaced, and nobody is told.
    room.inside = room.inside.filter((each) => each.socketId !== socketId && (!userId || each.userId !== userId))
    if (room.held + room.inside.length >= room.seats) throw new Error('Room is full')
    const known = typeof userId === 'string' ? { userId } : {}
    const who = { socketId, ...known, displayName: String(displayName), isHost: userId === room.hostId }
    room.inside.push(who)
    return { room, who }
  }

  leave(socketId: string): { room: ProductRoom; who: Inside } | null {
    const room = this.ofSocket(socketId)
    const who = room?.inside.find((each) => each.socketId === socketId)
    if (!room || !who) return null
    room.inside = room.inside.filter((each) => each !== who)
    return { room, who }
  }
}

const letters = (nth: number): string =>
  String.fromCodePoint(97 + (Math.floor(nth / 26) % 26)) + String.fromCodePoint(97 + (nth % 26))
