import type { Socket } from 'socket.io'
import type { Answer } from '../../mock/answer.ts'
import type { SocketFace } from '../../mock/socket-calls.ts'
import { cut, terminate } from './connection.ts'
import type { Member } from './rooms.ts'
import { attempt, OURS, tellOf, toCall, type Served, type Visitor } from './served.ts'
import { written } from './texts.ts'

/** Takes the events of a socket for as long as it is connected. */
export function receive(served: Served, socket: Socket): void {
  const visitor = served.visitors.get(socket)
  // Its world may have been dropped while it was let in.
  if (!visitor || served.mock.worlds.get(visitor.world.name) !== visitor.world) return void socket.disconnect(true)
  const member: Visitor & Member = { ...visitor, seat: null }
  const release = served.mock.worlds.hold(member.world.name)
  served.rooms.enter(member)
  socket.use(([name, ...args]: readonly unknown[]) => {
    // What came with the last packets of a socket that is gone: there may be no world to ask any more. Or it was refused.
    if (!socket.connected || socket.conn.readyState !== 'open') return
    // Socket.IO takes numbers for names, and a packet that has none at all.
    if (typeof name !== 'string' && typeof name !== 'number') return cut(socket.conn)
    answerEvent(served, member, String(name), args)
  })
  // A malformed packet is told here, and thrown where nobody listens. Socket.IO closes its connection, but waits with that until all is
  // read that was sent before.
  socket.on('error', () => cut(socket.conn))
  socket.on('disconnect', (reason) => {
    served.watched.get(socket.conn)?.sockets.delete(socket)
    left(served, member, reason)
    served.rooms.leave(member)
    release()
  })
}

function left(served: Served, member: Visitor & Member, reason: string): void {
  attempt(
    served,
    () => served.calls.disconnect(toCall(member, undefined), reason),
    (answer) => {
      if (answer) tellOf(served, { method: 'DISCONNECT', target: member.namespace, visitor: member }, answer)
    },
  )
}

/** The last argument of an event may be the callback of its ack. */
function answerEvent(served: Served, member: Visitor & Member, event: string, args: readonly unknown[]): void {
  const [payload] = typeof args[0] === 'function' ? [] : args
  const last = args.at(-1)
  const ack = typeof last === 'function' ? (answer: unknown): unknown => Reflect.apply(last, undefined, [answer]) : null
  const face = served.calls.faces.get(event)
  const send = (answer: Answer): void => reply(member, face, answer, ack)
  const finish = (answer: Answer): void => {
    tellOf(served, { method: 'EVENT', target: event, visitor: member }, answer)
    if (answer.delayMs === undefined) send(answer)
    else setTimeout(() => send(answer), answer.delayMs).unref()
  }
  attempt(
    served,
    () => served.calls.event(event, toCall(member, payload)),
    finish,
    () => send(FAILED),
  )
}

const FAILED: Answer = { ...OURS, body: JSON.stringify({ statusCode: 500, message: 'Internal server error' }) }

/** Sends an answer: as the ack, else as the event that stands for it. Only an event that there is not is left unanswered. */
function reply(
  { socket }: Member,
  face: SocketFace | undefined,
  answer: Answer,
  ack: ((body: unknown) => void) | null,
): void {
  if (answer.isNowhere || !face || !socket.connected) return
  if (answer.breaks) return terminate(socket.conn)
  const body = written(answer.body)
  if (ack) return ack(body)
  const event = answer.status < 300 ? face.withoutAck.success : face.withoutAck.refusal
  if (event !== null) socket.emit(event, body)
}
