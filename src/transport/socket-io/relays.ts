import { after, type MayWait } from '../../after.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Relay, Told } from '../../dialect/speech.ts'
import { toTheirMessage } from '../../dialect/spoken.ts'
import { filled } from '../../dialect/template.ts'
import { sameJson } from '../../json.ts'
import type { Announced, HeldSeat, Relayed } from '../../mock/socket-calls.ts'
import { guardedEmit } from './guarded-emit.ts'
import type { SocketContext } from './socket-context.ts'
import type { Ack, SpeakingMember } from './speaking-member.ts'

/**
 * Passes an event on to others in the sender's room who use the dialect, wherever they are connected: it takes the way of what the
 * contract announces. Nothing happens without a seat.
 */
export function passOn(speaks: SpeakingMember, relay: Relay, sent: unknown, ack: Ack): MayWait<void> {
  const { context, speakers, member, speaker } = speaks
  const { seat } = member
  if (seat === null) return
  if (relay.isForHost && speaker.notes['isHost'] !== true) return refuse(speaks, ack)
  const userId = member.caller.kind === 'person' ? member.caller.person.id : null
  const { id: socketId } = speaker.socket
  const known = { sent, me: { ...speaker.notes, userId, socketId }, id: speakers.nextId(socketId) }
  return after(
    context.mock.store.change(member.world.name, ({ now }) => {
      const values = { ...known, now: new Date(now).toISOString() }
      const tells = member.isOver ? [] : relay.tells.filter(({ when }) => fits(when, sent))
      return { result: values, writes: [], announces: tells.map((told) => relayed(told, values, seat)) }
    }),
    (values) => {
      if (ack && relay.ack !== null) ack(filled(relay.ack, values))
    },
  )
}

function refuse({ speakers: { dialect } }: SpeakingMember, ack: Ack): void {
  const refusal = dialect.speech.refusals['not-host']
  const body = { statusCode: refusal?.status ?? 403, message: refusal?.message ?? 'Not authorized' }
  ack?.(toTheirMessage(dialect, { event: '', way: 'refused', body }))
}

const fits = (when: Told['when'], sent: unknown): boolean =>
  Object.entries(when).every(([pointer, value]) => sameJson(valueAt(sent, pointer), value))

/** What templates of a relay may name. */
interface Values {
  readonly sent: unknown
  readonly me: { readonly socketId: string; readonly name?: unknown }
}

function relayed(told: Told, values: Values, { code, participantId }: HeldSeat): Relayed {
  const message = filled(told.with, values)
  const to = audienceOf(told, values.sent)
  const notes = Object.entries(told.notes).map(([name, each]) => [name, filled(each, values)] as const)
  return {
    kind: 'relayed',
    room: code,
    event: told.event,
    payload: to !== null && typeof message === 'object' ? message : null,
    participantId,
    socketId: values.me.socketId,
    to: to ?? 'others',
    // Of users, other processes know only their ids.
    notes: { name: values.me.name, ...Object.fromEntries(notes) },
  }
}

/** Null: the payload names no socket. */
function audienceOf({ to }: Told, sent: unknown): Relayed['to'] | null {
  if (!to.startsWith('/')) return to === 'all' ? 'all' : 'others'
  const named = valueAt(sent, to)
  return typeof named === 'string' ? { socketId: named } : null
}

/** Tells sockets here what was passed on, and notes it. */
export function hearRelayed({ rooms, speakers, onFault }: SocketContext, announced: Announced): void {
  if (!speakers) return
  const emit = guardedEmit(onFault)
  for (const told of announced.announces) {
    if (told.kind !== 'relayed') continue
    for (const { socket } of rooms.at(announced.world, told.room)) {
      const speaker = speakers.of(socket.id)
      if (speaker?.words === 'theirs' && told.payload !== null && isFor(told, socket.id))
        emit(speaker.socket, told.event, told.payload)
    }
    const sender = speakers.of(told.socketId)
    if (sender) sender.notes = { ...sender.notes, ...told.notes }
  }
  speakers.noted.follow(announced)
}

const isFor = ({ to, socketId }: Relayed, id: string): boolean =>
  typeof to === 'object' ? to.socketId === id : to === 'all' || id !== socketId
