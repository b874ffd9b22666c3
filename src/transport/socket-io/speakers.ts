import { namesIn, type SocketDialect } from '../../dialect/dialect.ts'
import { wordsOf } from '../../dialect/spoken.ts'
import { isObject } from '../../json.ts'
import { createNoted, type Noted } from './noted.ts'
import type { ServedSocket } from './served.ts'
import type { Participant } from '../../mock/socket-calls.ts'

/** A connected client, and what is known of it beyond the contract. */
export interface Speaker {
  /** Takes the dialect's words as they are. */
  readonly socket: ServedSocket
  /** Whose words it used last. */
  words: 'theirs' | 'ours'
  /** What it has told of itself, such as its name, and what relays noted. */
  notes: Readonly<Record<string, unknown>>
}

/** Somebody in a room, as templates see it. */
export interface SeenPerson {
  readonly id: string
  readonly socketId: string
  readonly userId: string | null
  readonly name: string
  readonly isHost: boolean
}

/** The clients of a dialect. */
export interface Speakers {
  readonly dialect: SocketDialect
  readonly add: (socket: ServedSocket) => Speaker
  readonly of: (socketId: string) => Speaker | undefined
  readonly remove: (socketId: string) => void
  readonly noted: Noted
  /** A name that no other message has, whichever process passes it on. */
  readonly nextId: (socketId: string) => string
}

/** Starts without any. */
export function createSpeakers(dialect: SocketDialect): Speakers {
  const speakers = new Map<string, Speaker>()
  let messages = 0
  return {
    dialect,
    add(socket) {
      const words = wordsOf(dialect, { event: '', payload: socket.handshake.auth }) ?? 'ours'
      const speaker: Speaker = { socket, words, notes: dialect.speech.notes }
      speakers.set(socket.id, speaker)
      return speaker
    },
    of: (socketId) => speakers.get(socketId),
    remove: (socketId) => void speakers.delete(socketId),
    noted: createNoted(),
    nextId: (socketId) => `${socketId}-${++messages}`,
  }
}

/** A participant of a world as templates see it. One without a socket is known by its own id. */
export function seenBy(
  { dialect, of, noted }: Speakers,
  world: string,
  { id, userId = null, guestName = null, isHost = false }: Pick<Participant, 'id'> & Partial<Participant>,
  socketId: string | null,
  nameOf: (userId: string) => string | undefined = () => undefined,
): SeenPerson {
  const here = socketId === null ? undefined : of(socketId)
  const notes = here?.notes ?? { ...dialect.speech.notes, ...noted.of(world, id) }
  const told = typeof notes['name'] === 'string' ? notes['name'] : undefined
  const name = guestName ?? told ?? (userId === null ? undefined : (nameOf(userId) ?? userId)) ?? ''
  return { ...notes, id, userId, isHost, name, socketId: socketId ?? id }
}

/** The name that a payload gives for its caller, guest or user. */
export function nameIn({ dialect }: Speakers, event: string, payload: unknown): string | undefined {
  const member = namesIn(dialect, event, 'sent')['guestName']?.name ?? 'guestName'
  const name = isObject(payload) ? payload[member] : undefined
  return typeof name === 'string' ? name : undefined
}
