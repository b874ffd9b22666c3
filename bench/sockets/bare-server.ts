/**
 * The minimal Socket.IO server that sends the same acks and events as greenroom: no rules, and no state except Socket.IO's own rooms,
 * and those only if others receive an event about a join. Arguments, as JSON: `{ codes, locked, shared, userId }`.
 */
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const given: unknown = JSON.parse(process.argv[2] ?? '{}')
const of = (name: string): unknown =>
  typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined
const listed = (name: string): unknown[] => Array.from(Object(of(name)))

const http = createServer()
// The same as greenroom's.
const io = new Server(http, {
  path: '/socket.io/',
  serveClient: true,
  transports: ['polling', 'websocket'],
  maxHttpBufferSize: 256 * 1024,
  perMessageDeflate: false,
  httpCompression: false,
  pingInterval: 25_000,
  pingTimeout: 20_000,
  connectTimeout: 5_000,
  cleanupEmptyChildNamespaces: true,
})

const ids = new Map(listed('codes').map((code, n) => [code, `c${String(n).padStart(24, '0')}`]))
const shared = new Set(listed('shared'))
const [locked, owner] = [of('locked'), of('userId')]
let made = 0

io.on('connection', (socket) => {
  const userId = 'token' in socket.handshake.auth ? owner : null
  let seat: { id: string } | null = null
  socket.on('join-room', (payload, ack): unknown => {
    if (payload.code === locked) return ack({ statusCode: 403, message: 'Room is locked' })
    const roomId = ids.get(payload.code)
    if (roomId === undefined) return ack({ statusCode: 404, message: 'Room not found' })
    const participant = {
      id: `c${String(made++).padStart(24, '0')}`,
      roomId,
      userId,
      guestName: userId === null ? payload.guestName : null,
      isActive: true,
      isHost: false,
      joinedAt: new Date().toISOString(),
      leftAt: null,
    }
    seat = participant
    if (shared.has(payload.code)) {
      void socket.join(payload.code)
      socket.to(payload.code).emit('user-joined', { participant: { socketId: socket.id, ...participant } })
    }
    return ack(participant)
  })
  socket.on('leave-room', (payload, ack) => {
    if (seat !== null && shared.has(payload.code)) {
      void socket.leave(payload.code)
      io.to(payload.code).emit('user-left', { socketId: socket.id, userId, participantId: seat.id })
    }
    seat = null
    ack({ success: true })
  })
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : null }))
})
process.on('SIGTERM', () => process.exit())
