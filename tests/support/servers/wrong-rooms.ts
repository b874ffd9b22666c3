import {
  isRefusal,
  Rooms,
  type Caller,
  type Done,
  type NextId,
  type Notice,
  type Participant,
  type Room,
} from './rooms.ts'

/** Rooms that a developer got wrong in one thing, and a case that must notice it. */
export interface WrongRooms {
  readonly name: string
  readonly noticedBy: string
  /** Whether no document states it, so that only the gate `all` fails. */
  readonly isWeak?: boolean
  readonly rooms: (nextId: NextId) => Rooms
}

type Joined = ReturnType<Rooms['join']>
type Join = (code: unknown, guestName: unknown, caller: Caller) => Joined

/** Rooms in which joining is done otherwise; `join` is the right one. */
const joining =
  (change: (rooms: Rooms, join: Join) => Join) =>
  (nextId: NextId): Rooms => {
    const rooms = new Rooms(nextId)
    const right = rooms.join.bind(rooms)
    rooms.join = change(rooms, right)
    return rooms
  }

/** What a participant is told to be, changed. */
const told = (change: (participant: Participant, room: Room, name: unknown) => Participant) =>
  joining((rooms, join) => (code, name, caller) => {
    const [result, room] = [join(code, name, caller), rooms.find(code)]
    return isRefusal(result) || !room ? result : { ...result, value: change(result.value, room, name) }
  })

/** Joins while the room is said to be otherwise, which it is no longer after that. */
const whileRoom = (
  applies: (room: Room, caller: Caller) => boolean,
  said: Partial<Pick<Room, 'isActive' | 'isLocked' | 'inside'>>,
) =>
  joining((rooms, join) => (code, name, caller) => {
    const room = rooms.find(code)
    if (!room || !applies(room, caller)) return join(code, name, caller)
    const { isActive, isLocked, inside } = room
    Object.assign(room, said)
    const result = join(code, name, caller)
    room.isActive = isActive
    room.isLocked = isLocked
    room.inside = said.inside ? [...inside, ...room.inside] : room.inside
    return result
  })

const isHost = (room: Room, { userId }: Caller): boolean => userId === room.hostId
const isUser = (_: Room, { userId }: Caller): boolean => userId !== null
const refusedFor = (message: string, status: number): Joined => ({ status, message })
const isFull = ({ inside, seats }: Room): boolean => inside.length >= seats

/** Refuses first for something that has its turn later. */
const refusing = (applies: (room: Room) => boolean, message: string, status: number) =>
  joining((rooms, join) => (code, name, caller) => {
    const room = rooms.find(code)
    return room && applies(room) ? refusedFor(message, status) : join(code, name, caller)
  })

const ghost = (room: Room): void => {
  const at = new Date().toISOString()
  const base = { id: `ghost-${room.inside.length}`, roomId: room.id, userId: null, guestName: 'A ghost' }
  room.inside.push({
    socketId: null,
    participant: { ...base, isActive: true, isHost: false, joinedAt: at, leftAt: null },
  })
}

const after =
  (change: (rooms: Rooms) => void) =>
  (nextId: NextId): Rooms => {
    const rooms = new Rooms(nextId)
    change(rooms)
    return rooms
  }

const JOINED = 'joinMeetingRoom/joined-as-guest'
const USER = 'joinMeetingRoom/joined-as-user'
const LOCKED = 'joinMeetingRoom/room-locked'
const FULL = 'joinMeetingRoom/room-full'

/** The logic behind the answers: seats, the order of checks, who is who, ids and times, and who may what. */
export const WRONG_ROOMS: readonly WrongRooms[] = [
  {
    name: 'one seat too many',
    noticedBy: FULL,
    rooms: joining((rooms, join) => (code, name, caller) => {
      const room = rooms.find(code)
      const spare = room && room.inside.length === room.seats ? room.inside.pop() : undefined
      const result = join(code, name, caller)
      if (room && spare) room.inside.unshift(spare)
      return result
    }),
  },
  {
    name: 'one seat too few',
    noticedBy: `${JOINED}:last-seat`,
    rooms: refusing(({ inside, seats }) => inside.length + 1 >= seats, 'Room is full', 400),
  },
  {
    name: 'one seat for two who come at once',
    noticedBy: `${JOINED}:two-at-once-for-the-last-seat`,
    rooms: joining((rooms, join) => {
      let last = 0
      return (code, name, caller) => {
        const room = rooms.find(code)
        const isSoon = performance.now() - last < 20
        const unseen = room && isSoon ? room.inside.splice(-1) : []
        const result = join(code, name, caller)
        room?.inside.push(...unseen)
        last = performance.now()
        return result
      }
    }),
  },
  {
    name: 'hosts who pass locks',
    noticedBy: `${LOCKED}:before-joined-as-host`,
    rooms: whileRoom((room, caller) => room.isLocked && isHost(room, caller), { isLocked: false }),
  },
  {
    name: 'users who pass locks',
    noticedBy: `${LOCKED}:before-joined-as-user`,
    rooms: whileRoom((room, caller) => room.isLocked && isUser(room, caller), { isLocked: false }),
  },
  {
    name: 'hosts who come to a meeting that is over',
    noticedBy: 'joinMeetingRoom/room-inactive:before-joined-as-host',
    rooms: whileRoom((room, caller) => !room.isActive && isHost(room, caller), { isActive: true }),
  },
  {
    name: 'hosts who need no seat',
    noticedBy: `${FULL}:host-after-the-last`,
    rooms: whileRoom((room, caller) => isFull(room) && isHost(room, caller), { inside: [] }),
  },
  {
    name: 'a lock that counts more than the end',
    noticedBy: 'joinMeetingRoom/room-inactive:locked-and-full',
    rooms: refusing((room) => room.isLocked && !room.isActive, 'Room is locked', 403),
  },
  {
    name: 'seats that count more than a lock',
    noticedBy: `${LOCKED}:user-full`,
    rooms: refusing((room) => room.isLocked && room.isActive && isFull(room), 'Room is full', 400),
  },
  {
    name: 'a seat for who is refused',
    noticedBy: `${JOINED}:refused-names-take-no-seat`,
    rooms: joining((rooms, join) => (code, name, caller) => {
      const [result, room] = [join(code, name, caller), rooms.find(code)]
      if (room?.isActive && isRefusal(result)) ghost(room)
      return result
    }),
  },
  {
    name: 'two seats for each',
    noticedBy: `${JOINED}:second-to-last`,
    rooms: joining((rooms, join) => (code, name, caller) => {
      const [result, room] = [join(code, name, caller), rooms.find(code)]
      if (room && !isRefusal(result)) ghost(room)
      return result
    }),
  },
  {
    name: 'guests of one name who are one',
    isWeak: true,
    noticedBy: `${FULL}:two-of-one-name`,
    rooms: joining((rooms, join) => (code, name, caller) => {
      const room = rooms.find(code)
      if (room && caller.userId === null)
        room.inside = room.inside.filter(({ participant }) => participant.guestName !== name)
      return join(code, name, caller)
    }),
  },
  {
    name: 'a host by coming first',
    noticedBy: JOINED,
    rooms: told((participant, room) => ({ ...participant, isHost: room.inside.length === 1 })),
  },
  {
    name: 'hosts by being users',
    noticedBy: USER,
    rooms: told((participant) => ({ ...participant, isHost: participant.userId !== null })),
  },
  {
    name: 'a code for the id of the room',
    isWeak: true,
    noticedBy: JOINED,
    rooms: told((participant, room) => ({ ...participant, roomId: room.code })),
  },
  {
    name: 'an id of the room that is the seat\u2019s',
    noticedBy: `${JOINED}:beside-another-guest`,
    rooms: told((participant) => ({ ...participant, roomId: participant.id })),
  },
  {
    name: 'one id for all',
    noticedBy: `${JOINED}:beside-another-guest`,
    rooms: told((participant, room) => ({ ...participant, id: `seat-of-${room.code}` })),
  },
  {
    name: 'the id of the user for that of the seat',
    isWeak: true,
    noticedBy: `${USER}:twice`,
    rooms: told((participant) => ({ ...participant, id: participant.userId ?? participant.id })),
  },
  {
    name: 'the user id of the host for all users',
    noticedBy: `${USER}:beside-the-host`,
    rooms: told((participant, room) => ({ ...participant, userId: participant.userId && room.hostId })),
  },
  {
    name: 'guests with user ids',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, userId: participant.userId ?? participant.id })),
  },
  {
    name: 'users with the names of guests',
    noticedBy: USER,
    rooms: told((participant, _, name) => ({
      ...participant,
      guestName: participant.guestName ?? String(name),
    })),
  },
  {
    name: 'an empty text for null',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, userId: participant.userId ?? '' })),
  },
  {
    name: 'a date of long ago',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, joinedAt: '2026-01-01T00:00:00.000Z' })),
  },
  {
    name: 'a date without a zone',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, joinedAt: participant.joinedAt.replace('Z', '') })),
  },
  {
    name: 'milliseconds for a date',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, joinedAt: String(Date.parse(participant.joinedAt)) })),
  },
  {
    name: 'who has left on coming',
    noticedBy: JOINED,
    rooms: told((participant) => ({ ...participant, leftAt: participant.joinedAt })),
  },
  {
    name: 'names in capitals',
    noticedBy: `${JOINED}:nulls`,
    rooms: told((participant) => ({
      ...participant,
      guestName: participant.guestName?.toUpperCase() ?? null,
    })),
  },
  {
    name: 'seats of those who have left',
    noticedBy: 'leaveMeetingRoom/left:frees-the-seat',
    rooms: after((rooms) => {
      const leave = rooms.leave.bind(rooms)
      rooms.leave = (named, caller) => {
        const room = rooms.meant(named, caller)
        const notices = leave(named, caller)
        if (room && notices.length > 0) ghost(room)
        return notices
      }
    }),
  },
  {
    name: 'nobody told of who leaves',
    isWeak: true,
    noticedBy: 'leaveMeetingRoom/left:twice',
    rooms: after((rooms) => {
      const leave = rooms.leave.bind(rooms)
      rooms.leave = (named, caller) => {
        leave(named, caller)
        return []
      }
    }),
  },
  {
    name: 'locks for everybody',
    isWeak: true,
    noticedBy: 'lockMeetingRoom/not-host',
    rooms: after((rooms) => {
      const lock = rooms.lock.bind(rooms)
      rooms.lock = (payload, caller) =>
        lock(payload, { ...caller, userId: rooms.meant(payload, caller)?.hostId ?? null })
    }),
  },
  {
    name: 'ends for everybody',
    isWeak: true,
    noticedBy: 'endMeetingRoom/not-host',
    rooms: after((rooms) => {
      const end = rooms.end.bind(rooms)
      rooms.end = (payload, caller) => end(payload, { ...caller, userId: rooms.meant(payload, caller)?.hostId ?? null })
    }),
  },
  {
    name: 'a lock that toggles',
    isWeak: true,
    noticedBy: 'lockMeetingRoom/lock-changed:locked-already',
    rooms: after((rooms) => {
      const lock = rooms.lock.bind(rooms)
      rooms.lock = (payload, caller) => lock({ ...payload, locked: !rooms.meant(payload, caller)?.isLocked }, caller)
    }),
  },
  {
    name: 'ends that are forgotten',
    noticedBy: 'endMeetingRoom/room-ended',
    rooms: after((rooms) => {
      const end = rooms.end.bind(rooms)
      rooms.end = (payload, caller) => {
        const room = rooms.meant(payload, caller)
        const result: Done<null> | ReturnType<Rooms['end']> = end(payload, caller)
        if (room) room.isActive = true
        return result
      }
    }),
  },
]

/** Those who join hear of themselves, too. */
export const toCallersToo = (notices: readonly Notice[]): readonly Notice[] =>
  notices.map((notice) => {
    const payload: { participant?: { socketId?: unknown } } = Object(notice.payload)
    const { socketId } = payload.participant ?? {}
    return typeof socketId === 'string' ? { ...notice, to: [...notice.to, socketId] } : notice
  })
