import { after } from '../../after.ts'
import { callsBeside } from '../../dialect/dialect.ts'
import type { Answer } from '../../mock/answer.ts'
import type { SocketFace } from '../../mock/socket-calls.ts'
import { disconnect, terminate } from './connection.ts'
import { later } from './later.ts'
import type { Member } from './rooms.ts'
import type { ServedSocket } from './served.ts'
import { speaking } from './speaking.ts'
import { attempt, OURS, reportCall, toSocketCall, type SocketContext, type Visitor } from './socket-context.ts'
import { asJsonText } from './texts.ts'
import { createTurns } from './turns.ts'

/** Handles the events of a socket while it is connected. */
export function receive(context: SocketContext, socket: ServedSocket): void {
  const visitor = context.visitors.get(socket)
  // Its world may have been dropped while it was being admitted.
  if (!visitor || context.mock.worlds.get(visitor.world.name) !== visitor.world) return void socket.disconnect(true)
  const member: Visitor & Member = { ...visitor, seat: null, isOver: false }
  if (context.speakers) member.socket = speaking(context, context.speakers, member)
  const { worlds, store } = context.mock
  const release = worlds.hold(member.world.name)
  context.rooms.enter(member, store.seats?.(member.world.name))
  const inTurn = createTurns()
  member.socket.use(([name, ...args]) => {
    // Last packets of a closed socket, whose world may no longer exist, or of a refused one.
    if (!socket.connected || socket.conn.readyState !== 'open') return
    // Socket.IO accepts numbers as names, and packets without any name.
    if (typeof name !== 'string' && typeof name !== 'number') return disconnect(socket.conn)
    inTurn(() => answerEvent(context, member, String(name), args))
  })
  // A malformed packet is reported here, and thrown where it is ignored. Socket.IO closes its connection, but only once
  // everything sent before has been read.
  socket.on('error', () => disconnect(socket.conn))
  socket.on('disconnect', (reason) => {
    context.watched.get(socket.conn)?.sockets.delete(socket)
    // After what it sent before: a seat that it was about to get is given up, too.
    inTurn(() =>
      after(left(context, member, reason), () => {
        context.rooms.leave(member)
        release()
      }),
    )
  })
}

function left(context: SocketContext, member: Visitor & Member, reason: string): void | Promise<void> {
  return attempt(
    context,
    () => context.calls.disconnect(toSocketCall(member, undefined), reason),
    (answer) => {
      if (answer) reportCall(context, { method: 'DISCONNECT', target: member.namespace, visitor: member }, answer)
    },
  )
}

/** The last argument of an event may be the callback of its ack. */
function answerEvent(
  context: SocketContext,
  member: Visitor & Member,
  event: string,
  args: readonly unknown[],
): void | Promise<void> {
  const [payload] = typeof args[0] === 'function' ? [] : args
  const last = args.at(-1)
  const ack = typeof last === 'function' ? (answer: unknown): unknown => Reflect.apply(last, undefined, [answer]) : null
  const face = context.calls.faces.get(event)
  const call = toSocketCall(member, payload)
  const send = (answer: Answer): void => reply(member, face, answer, ack)
  const finish = (answer: Answer): void => {
    reportCall(context, { method: 'EVENT', target: event, visitor: member }, answer)
    if (answer.delayMs === undefined) send(answer)
    else later(answer.delayMs, () => send(answer))
  }
  return attempt(
    context,
    () => context.calls.event(event, face ? call : { ...call, alsoKnown: knownBeside(context) }),
    finish,
    () => send(FAILED),
  )
}

const knownBeside = ({ calls, speakers }: SocketContext): readonly string[] =>
  speakers ? callsBeside(speakers.dialect, [...calls.faces.keys()]) : []

const FAILED: Answer = { ...OURS, body: JSON.stringify({ statusCode: 500, message: 'Internal server error' }) }

/** Sends an answer: as the ack, else as the event that replaces it. Only an unknown event gets no answer. */
function reply(
  { socket }: Member,
  face: SocketFace | undefined,
  answer: Answer,
  ack: ((body: unknown) => void) | null,
): void {
  if (!face || !socket.connected) return
  if (answer.breaks) return terminate(socket.conn)
  const body = asJsonText(answer.body)
  if (ack) return ack(body)
  const event = answer.status < 300 ? face.withoutAck.success : face.withoutAck.refusal
  if (event !== null) socket.emit(event, body)
}
