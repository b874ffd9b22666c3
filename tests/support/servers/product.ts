import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { ProductRooms, type Inside, type JoinPayload, type ProductRoom } from './product-rooms.ts'

/** The meeting product itself, running. */
export interface Product extends AsyncDisposable {
  readonly url: string
  /** Variables of the environment that its target file names. */
  readonly env: Readonly<Record<'MEET_HOST_ID' | 'MEET_MEMBER_ID' | 'MEET_HOOK_TOKEN', string>>
}

const HOST_ID = 'cmhost0001hosthosthosthost'
const MEMBER_ID = 'cmmemb0001membermembermemb'
const HOOK_TOKEN = 'of-the-hook-of-the-product'

/**
 * Starts a stand-in for the meeting product on a free loopback port: it acks `{ success, … }` or `{ success: false, error }`, tells
 * the same by `room-joined` and `join-error`, believes whatever user id a payload names, checks no names, and has its routes
 * below /api. It shares no code with what it helps to test.
 */
export async function startProduct(): Promise<Product> {
  const rooms = new ProductRooms()
  const http = createServer((request, response) => {
    if (request.url?.startsWith('/socket.io/')) return
    void textOf(request).then((text) => {
      const [status, body] = route(request, text, rooms)
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify(body))
    })
  })
  const io = new Server(http, { serveClient: false })
  io.on('connection', (socket) => serve(socket, rooms))
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    env: { MEET_HOST_ID: HOST_ID, MEET_MEMBER_ID: MEMBER_ID, MEET_HOOK_TOKEN: HOOK_TOKEN },
    [Symbol.asyncDispose]: () => io.close(),
  }
}

function serve(socket: Socket, rooms: ProductRooms): void {
  const leave = (): void => {
    const left = rooms.leave(socket.id)
    if (!left) return
    void socket.leave(left.room.id)
    const { userId } = left.who
    socket.to(left.room.id).emit('user-left', { socketId: socket.id, ...(userId === undefined ? {} : { userId }) })
  }
  socket.on('join-room', (...given: unknown[]) => {
    const ack = ackIn(given)
    try {
      const payload: JoinPayload = Object(given[0])
      if (rooms.ofSocket(socket.id) !== rooms.byCode(payload.roomCode)) leave()
      const { room, who } = rooms.join(payload, socket.id)
      void socket.join(room.id)
      const told = tell(room, who)
      socket.emit('room-joined', told)
      socket.to(room.id).emit('user-joined', { participant: asSeen(who) })
      ack({ success: true, ...told })
    } catch (error) {
      const message = error instanceof Error ? error.message : 'Failed'
      socket.emit('join-error', { code: 'JOIN_FAILED', message })
      ack({ success: false, error: message })
    }
  })
  socket.on('leave-room', (...given: unknown[]) => {
    leave()
    ackIn(given)({ success: true })
  })
  socket.on('disconnect', leave)
}

const ackIn = (given: readonly unknown[]): ((answer: unknown) => void) => {
  const last = given.at(-1)
  return typeof last === 'function' ? (answer) => void last(answer) : () => {}
}

const asSeen = (who: Inside): object => ({
  ...who,
  isMuted: false,
  isVideoOff: false,
  isScreenSharing: false,
  isHandRaised: false,
})

const tell = (room: ProductRoom, who: Inside): object => ({
  roomId: room.id,
  roomCode: room.code,
  isHost: who.isHost,
  participants: room.inside.filter((each) => each !== who).map(asSeen),
  messages: [],
  settings: { allowScreenShare: true, allowChat: true, waitingRoom: false },
})

type Answer = readonly [status: number, body: unknown]

function route(request: IncomingMessage, text: string, rooms: ProductRooms): Answer {
  const { url = '/', method } = request
  if (url.startsWith('/hook')) {
    if (request.headers.authorization !== `Bearer ${HOOK_TOKEN}`) return [401, {}]
    return method === 'DELETE' ? takeAway(url, rooms) : arrange(text, rooms)
  }
  const room = rooms.byCode(/^\/api\/rooms\/code\/([^/]+)$/.exec(url)?.[1])
  if (room) return [200, { id: room.id, code: room.code, isActive: room.isActive, isLocked: room.isLocked }]
  return [404, { message: `Cannot ${method} ${url}`, error: 'Not Found', statusCode: 404 }]
}

const takeAway = (url: string, rooms: ProductRooms): Answer => {
  const codes = (url.split('/').at(-1) ?? '').split('+')
  return [codes.map(rooms.delete).every(Boolean) ? 200 : 404, {}]
}

function arrange(text: string, rooms: ProductRooms): Answer {
  const asked: { given: Record<string, string[]>; elsewhere?: boolean } = JSON.parse(text)
  const facts = asked.given['meeting-room']
  if (!facts) return [422, { reason: 'only meeting rooms can be made here' }]
  if (facts.includes('unknown')) return [200, { values: { code: 'zzz-zzz-zzz' } }]
  const { code } = rooms.create(facts, HOST_ID)
  const other = asked.elsewhere ? rooms.create([], HOST_ID).code : null
  const elsewhere = other === null ? {} : { elsewhere: { code: other } }
  return [201, { id: other === null ? code : `${code}+${other}`, values: { code }, ...elsewhere }]
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}
