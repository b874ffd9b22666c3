import { disconnect } from './connection.ts'
import { hearRelayed } from './relays.ts'
import type { ServedSocket } from './served.ts'
import type { SocketContext } from './socket-context.ts'

/** Tells sockets what happens in their worlds, until the returned functions are called. */
export const tellSockets = (context: SocketContext): readonly (() => void)[] => [
  context.mock.announced((told) => {
    context.rooms.tell(told)
    hearRelayed(context, told)
    for (const socketId of told.unseated ?? []) unseat(context, socketId)
  }),
  context.mock.worlds.subscribe((event) => renew(context, event)),
]

type WorldEvent = Parameters<Parameters<SocketContext['mock']['worlds']['subscribe']>[0]>[0]

/** A reset world knows nothing of its sockets: they are cut, as if the server restarted, and reconnect. */
function renew(context: SocketContext, { kind, world, because }: WorldEvent): void {
  if (kind === 'changed') return
  const members = context.rooms.in(world)
  // First, so that a socket cut a little later can't give up the seat of someone who now has the same id.
  context.rooms.forget(world)
  context.speakers?.noted.forget(world)
  for (const { socket } of members) {
    if (because !== undefined) socket.emit('exception', { statusCode: 503, message: because })
    // A client without any sockets ends its connection itself.
    if (kind === 'dropped') socket.disconnect()
    else cut(context, socket)
  }
}

/** A connection may also carry sockets of other worlds, or some still being admitted, which must not be affected. */
function cut({ watched }: SocketContext, socket: ServedSocket): void {
  const carried = watched.get(socket.conn)?.sockets ?? new Set()
  const isShared = [...carried].some(({ nsp }) => nsp !== socket.nsp)
  if (isShared) socket.disconnect()
  else disconnect(socket.conn)
}

/** Another process has given up the seat of a socket, which it took for dead: the client learns it as if its connection had broken. */
function unseat(context: SocketContext, socketId: string): void {
  const socket = context.rooms.of(socketId)?.socket
  if (!socket) return
  const message = 'This server was silent for so long that others gave up the seat. Connect and join again.'
  socket.emit('exception', { statusCode: 503, message })
  cut(context, socket)
}
