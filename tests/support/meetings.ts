import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'

/**
 * A stand-in for a product of meeting rooms that is joined by events alone. It shares no code with what it helps to test, and has
 * names of its own: `joinRoom` with `roomCode` and `displayName`, acks of `{ success, data }` or `{ success, error }`.
 */
export interface Meetings extends AsyncDisposable {
  readonly url: string
  /** Name of a user to a token of theirs. */
  readonly tokens: Readonly<Record<'host' | 'member', string>>
  /** How many have ever joined a room. */
  readonly joins: (code: string) => number
}

/** What can be set up otherwise. */
export interface MeetingsOptions {
  readonly transports?: readonly ('polling' | 'websocket')[]
  /** False: an exception keeps it from acking refusals, as it does with some frameworks. */
  readonly acksRefusals?: boolean
}

interface Room {
  readonly id: string
  readonly seats: number
  readonly isLocked?: boolean
  readonly isOver?: boolean
  readonly inside: Map<string, Participant>
  joins: number
}

interface Participant {
  readonly id: string
  readonly roomId: string
  readonly userId: string | null
  readonly displayName: string | null
  readonly isActive: boolean
  readonly isHost: boolean
  readonly joinedAt: string
  readonly leftAt: string | null
}

interface Refused {
  readonly statusCode: number
  readonly message: string | readonly string[]
}

const TOKENS = { host: 'of-the-host-7f3a', member: 'of-a-member-9c1d' }
const USERS: Readonly<Record<string, string>> = {
  [TOKENS.host]: 'cuserhost0000000000000000',
  [TOKENS.member]: 'cusermember00000000000000',
}

const room = (nth: number, more: Partial<Room> = {}): Room => ({
  id: `croom${String(nth).padStart(20, '0')}`,
  seats: 100,
  inside: new Map(),
  joins: 0,
  ...more,
})

const createRooms = (): ReadonlyMap<string, Room> =>
  new Map([
    ['open-one-room', room(1)],
    ['lock-one-room', room(2, { isLocked: true })],
    ['full-one-room', room(3, { seats: 0 })],
    ['over-one-room', room(4, { isOver: true })],
    ['last-one-room', room(5, { seats: 1 })],
    ['last-two-room', room(6, { seats: 1 })],
  ])

/** Starts one on a free loopback port. */
export async function startMeetings({
  transports = ['polling', 'websocket'],
  acksRefusals = true,
}: MeetingsOptions = {}): Promise<Meetings> {
  const rooms = createRooms()
  const http = createServer((request, response) => {
    const message = `Cannot ${request.method} ${request.url}`
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify({ message, error: 'Not Found', statusCode: 404 }))
  })
  const io = new Server(http, { path: '/live/', transports: [...transports], serveClient: false })
  io.use((socket, next) => {
    const token: unknown = socket.handshake.auth['accessToken']
    if (!token || (typeof token === 'string' && USERS[token])) return next()
    next(Object.assign(new Error('Unauthorized'), { data: { statusCode: 401, message: 'Unauthorized' } }))
  })
  io.on('connection', (socket) => serve(socket, io, { rooms, acksRefusals }))
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    tokens: TOKENS,
    joins: (code) => rooms.get(code)?.joins ?? 0,
    [Symbol.asyncDispose]: () => io.close(),
  }
}

let made = 0

interface Served {
  readonly rooms: ReadonlyMap<string, Room>
  readonly acksRefusals: boolean
}

function serve(socket: Socket, io: Server, { rooms, acksRefusals }: Served): void {
  const userId = USERS[String(socket.handshake.auth['accessToken'])] ?? null

  const leave = (from: Room, id: string): void => {
    const participant = from.inside.get(id)
    if (!participant) return
    from.inside.delete(id)
    io.in(id).socketsLeave(from.id)
    io.to(from.id).emit('participantLeft', { socketId: id, userId: participant.userId, participantId: participant.id })
  }
  const leaveAll = (): void => [...rooms.values()].forEach((each) => leave(each, socket.id))

  const join = (payload: unknown): Participant | Refused => {
    const { roomCode, displayName }: { roomCode?: unknown; displayName?: unknown } = Object(payload)
    if (typeof roomCode !== 'string') return refused(400, ['code must be a string'])
    const wrong = wrongName(displayName, userId !== null)
    if (wrong) return wrong
    const found = rooms.get(roomCode)
    if (!found) return refused(404, 'Room not found')
    if (found.isOver) return refused(400, 'Room is no longer active')
    if (found.isLocked) return refused(403, 'Room is locked')
    const older = [...found.inside].find(
      ([id, each]) => id === socket.id || (userId !== null && each.userId === userId),
    )
    if (!older && found.inside.size >= found.seats) return refused(400, 'Room is full')
    leaveAll()
    if (older) leave(found, older[0])
    if (older && older[0] !== socket.id) io.to(older[0]).emit('seatTaken', { reason: 'Joined from elsewhere' })
    return enter(found, userId === null ? String(displayName) : null)
  }

  const enter = (found: Room, displayName: string | null): Participant => {
    const id = `cguest${String(++made).padStart(19, '0')}`
    const times = { joinedAt: new Date().toISOString(), leftAt: null }
    const who = { userId, displayName, isActive: true, isHost: userId === USERS[TOKENS.host] }
    const participant = { id, roomId: found.id, ...who, ...times }
    found.inside.set(socket.id, participant)
    found.joins += 1
    socket.to(found.id).emit('participantJoined', { participant: { ...participant, socketId: socket.id } })
    void socket.join(found.id)
    return participant
  }

  socket.on('joinRoom', (...given: unknown[]) => {
    const ack = given.at(-1)
    const answer = join(typeof given[0] === 'function' ? undefined : given[0])
    const isRefused = 'statusCode' in answer
    if (isRefused && !acksRefusals) return
    if (typeof ack === 'function') ack(isRefused ? { success: false, error: answer } : { success: true, data: answer })
    else socket.emit(isRefused ? 'refused' : 'joined', answer)
  })
  socket.on('leaveRoom', (...given: unknown[]) => {
    const [payload] = given
    const { roomCode }: { roomCode?: unknown } = typeof payload === 'function' ? {} : Object(payload)
    for (const [code, each] of rooms) if (roomCode === undefined || roomCode === code) leave(each, socket.id)
    const ack = given.at(-1)
    if (typeof ack === 'function') ack({ success: true, data: { success: true } })
  })
  socket.on('disconnect', leaveAll)
}

const refused = (statusCode: number, message: Refused['message']): Refused => ({ statusCode, message })

const TOO_LONG = 'guestName must be shorter than or equal to 50 characters'
const TOO_SHORT = 'guestName must be longer than or equal to 1 characters'

function wrongName(name: unknown, isUser: boolean): Refused | null {
  if (isUser && (name === undefined || name === null)) return null
  if (typeof name !== 'string') return refused(400, [TOO_LONG, TOO_SHORT, 'guestName must be a string'])
  const { length } = [...name.replaceAll(/[\uFE0E\uFE0F]/g, '')]
  if (length === 0) return refused(400, [TOO_SHORT])
  return length > 50 ? refused(400, [TOO_LONG]) : null
}
