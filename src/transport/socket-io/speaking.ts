import { after, type MayWait } from '../../after.ts'
import { theirEvent } from '../../dialect/dialect.ts'
import { toOurCall, toTheirMessage, wordsOf, type SpokenCall } from '../../dialect/spoken.ts'
import { isObject } from '../../json.ts'
import type { Caller, Participant } from '../../mock/socket-calls.ts'
import { passOn } from './relays.ts'
import type { Member } from './rooms.ts'
import type { ServedSocket } from './served.ts'
import { attempt, type SocketContext } from './socket-context.ts'
import { nameIn, seenBy, type Speakers } from './speakers.ts'
import type { SpeechWay } from '../../dialect/speech.ts'
import type { Ack, SpeakingMember } from './speaking-member.ts'
import { valueOf } from './texts.ts'
import { createTurns } from './turns.ts'

/** A member's socket in the words of the contract, whichever its client uses. Each call may use others than the one before it. */
export function speaking(context: SocketContext, speakers: Speakers, member: Member): ServedSocket {
  const { socket, caller } = member
  const speaker = speakers.add(socket)
  const speaks: SpeakingMember = { context, speakers, speaker, member }
  const inTurn = createTurns()
  socket.on('disconnect', () => speakers.remove(socket.id))
  return {
    id: socket.id,
    nsp: socket.nsp,
    handshake: socket.handshake,
    get conn() {
      return socket.conn
    },
    get connected() {
      return socket.connected
    },
    on: (event, listener) => socket.on(event, listener),
    disconnect: (close) => socket.disconnect(close),
    emit: (event, payload) => tell(speaks, event, payload),
    use: (listener) =>
      socket.use((event) => inTurn(() => attempt(context, () => hear(speaks, caller, event, listener), nothing))),
  }
}

/** What a client says, in the words of the contract; what only the dialect knows is passed on. */
function hear(
  speaks: SpeakingMember,
  connectedAs: Caller,
  event: readonly unknown[],
  listener: (event: readonly unknown[]) => void,
): MayWait<void> {
  const { speaker, speakers, member } = speaks
  const { dialect } = speakers
  const [name, ...args] = event
  if (typeof name !== 'string') return listener(event)
  const call = { event: name, payload: typeof args[0] === 'function' ? undefined : args[0] }
  speaker.words = wordsOf(dialect, call) ?? speaker.words
  if (speaker.words === 'ours') return listener(event)
  const ack = ackIn(args)
  const relay = Object.hasOwn(dialect.speech.relays, name) ? dialect.speech.relays[name] : undefined
  if (relay) return passOn(speaks, relay, call.payload, ack)
  const ours = toOurCall(dialect, call)
  return after(callerOf(speaks, connectedAs, call), (caller) => {
    const before = { caller: member.caller, notes: speaker.notes }
    if (takesSeat(speaks, ours.event)) {
      member.caller = caller
      speaker.notes = { ...dialect.speech.notes, name: nameIn(speakers, ours.event, call.payload) }
    }
    const answer = (said: unknown): void => {
      const body = valueOf(said)
      if (isRefusal(body)) {
        // Who is refused stays who they were.
        member.caller = before.caller
        speaker.notes = before.notes
      }
      void attempt(speaks.context, () => reply(speaks, ours.event, body, ack), nothing)
    }
    listener([ours.event, ours.payload, answer])
  })
}

const nothing = (): void => {}

const isRefusal = (body: unknown): boolean => isObject(body) && typeof body['statusCode'] === 'number'

function ackIn(args: readonly unknown[]): Ack {
  const last = args.at(-1)
  return typeof last === 'function' ? (body) => void Reflect.apply(last, undefined, [body]) : null
}

const takesSeat = ({ context }: SpeakingMember, event: string): boolean =>
  context.calls.faces.get(event)?.seat?.does === 'takes'

/** Who calls: the user of a token, else the one that the payload names, whether the world knows that user or not. */
function callerOf(
  { context, speakers, member }: SpeakingMember,
  connectedAs: Caller,
  call: SpokenCall,
): MayWait<Caller> {
  const { caller: named } = speakers.dialect.speech
  const id = named !== null && isObject(call.payload) ? call.payload[named] : undefined
  if (typeof id !== 'string' || id === '' || connectedAs.kind === 'person') return connectedAs
  const name = nameIn(speakers, call.event, call.payload) ?? id
  const unknown = { id, username: id, name, role: 'user', authToken: null }
  return context.mock.store.change(member.world.name, ({ people }) => ({
    result: { kind: 'person', person: people.get(id) ?? unknown } as const,
    writes: [],
  }))
}

/** Answers a call by ack, by the dialect's events, or both. */
function reply(speaks: SpeakingMember, event: string, body: unknown, ack: Ack): MayWait<void> {
  const {
    context,
    speakers: { dialect },
    speaker,
  } = speaks
  const isNo = isRefusal(body)
  const kind = isNo ? 'refusal' : 'success'
  const rule = Object.hasOwn(dialect.answers, event) ? dialect.answers[event] : undefined
  const [told] = rule?.[kind] ?? []
  return after(isNo ? {} : roomOf(speaks), (room) => {
    const said = (way: SpeechWay): object => asObject(toTheirMessage(dialect, { event, way, body }, room))
    if (told !== undefined) speaker.socket.emit(told, said(isNo ? 'fails' : 'succeeds'))
    if (ack && rule?.inPlaceOfAck !== true) ack(said(isNo ? 'refused' : 'answered'))
    const documented = context.calls.faces.get(event)?.withoutAck[kind] ?? null
    if (!rule && !ack && documented !== null) speaker.socket.emit(theirEvent(dialect, documented), asObject(body))
  })
}

/** The room in which a member sits, who it is there, and who the others are. */
function roomOf({ context, speakers, speaker, member }: SpeakingMember): MayWait<Readonly<Record<string, unknown>>> {
  const { seat, world } = member
  if (seat === null) return {}
  return after(
    context.mock.store.change(world.name, ({ meetingRooms, people }) => {
      const room = meetingRooms.get(seat.code)
      const seen = (room?.inside ?? []).map((each) =>
        seenBy(speakers, world.name, each, context.rooms.socketOf(member, each.id), (id) => people.get(id)?.name),
      )
      const me = seen.find(({ id }) => id === seat.participantId)
      return { result: { room, me, inside: seen, others: seen.filter((each) => each !== me) }, writes: [] }
    }),
    (found) => {
      speaker.notes = { ...speaker.notes, name: found.me?.name, isHost: found.me?.isHost }
      return found
    },
  )
}

/** What a client hears of others, in the words that it used last. */
function tell({ speakers, speaker, member: { world } }: SpeakingMember, event: string, payload: object): unknown {
  // Faults of the mock itself, which no dialect knows.
  if (speaker.words === 'ours' || event === 'exception') return speaker.socket.emit(event, payload)
  const { dialect } = speakers
  const body = valueOf(payload)
  const message = toTheirMessage(dialect, { event, way: 'heard', body }, { who: whoIn(speakers, world.name, body) })
  return speaker.socket.emit(theirEvent(dialect, event), asObject(message))
}

/** Whom an event is about. */
function whoIn(speakers: Speakers, world: string, body: unknown): ReturnType<typeof seenBy> | null {
  if (!isObject(body)) return null
  const { participant, participantId, socketId, userId } = body
  const about: unknown = isObject(participant) ? participant : { id: participantId, socketId, userId }
  return isPerson(about) ? seenBy(speakers, world, about, about.socketId) : null
}

const isPerson = (value: unknown): value is Participant & { readonly socketId: string | null } =>
  isObject(value) && typeof value['id'] === 'string' && 'socketId' in value

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})
