import { isObject } from '../../json.ts'
import type { Answered } from '../../verify/judge/checks/answered.ts'
import { breach, type Breach } from '../../verify/judge/checks/breach.ts'
import { announceSources, effectSources } from '../../verify/judge/checks/statement.ts'
import type { PendingCall, SocketClientState } from './namespaces.ts'
import type { SeatWords } from './seat-words.ts'

/** A client, and its call as it was sent. */
export interface SocketCaller {
  readonly client: SocketClientState
  readonly call: PendingCall
}

/** A call that succeeded, and whose state it changed. */
export interface SeatCall {
  readonly answered: Answered
  /** The parts of its path and its body. */
  readonly payload: unknown
  /** Whose state it is about: calls of other places are about other rooms. */
  readonly state: string
  /** Null: it came over HTTP. */
  readonly by: SocketCaller | null
  readonly at: number
  readonly place: string
}

/** One that came over a socket. */
type SocketSeatCall = SeatCall & { readonly by: SocketCaller }

/** What breaks the order of things, and where the other part of it was seen. */
export interface SeatBreach {
  readonly breach: Breach
  readonly note: string
}

/** Follows who has a seat where, as far as the traffic shows. */
export interface Seats {
  /** A call has succeeded. */
  readonly succeeded: (call: SeatCall) => SeatBreach[]
  /** Something arrived at a client: what should have come before it, with the call that caused it. */
  readonly overdue: (
    client: SocketClientState,
    at: number,
  ) => readonly { readonly call: SocketSeatCall; readonly late: SeatBreach }[]
  /** A client hears an event. `isJoining`: it waits for the answer to a call that may give it a seat. */
  readonly heard: (client: SocketClientState, said: HeardEvent) => SeatBreach[]
  /** A client has left its namespace, or is gone. */
  readonly gone: (client: SocketClientState) => void
}

/** An event as a client heard it. */
export interface HeardEvent {
  readonly event: string
  readonly payload: unknown
  readonly isJoining: boolean
  readonly place: string
  /** The statement that the event follows from. */
  readonly stated: Pick<Answered, 'face' | 'outcome' | 'caseSources'>
}

interface Seat {
  readonly room: string
  readonly client: SocketClientState
  /** Participants that it was told of, and where last. */
  readonly told: Map<string, { readonly does: 'comes' | 'goes'; readonly place: string }>
  /** The call that should have ended it. */
  owed: SocketSeatCall | null
}

const MOST_ROOMS = 10_000
const MOST_TOLD = 1000
/** A client that is busy may hear late, but not that late. */
const HEARD_WITHIN_MS = 5000

/** What is known of rooms and seats. */
interface SeatState {
  readonly words: SeatWords
  /** Rooms that ended, and where that was seen. */
  readonly ends: Map<string, string>
  /** By the key of the client. */
  readonly seats: Map<string, Seat>
  /** Clients that may have a seat or not. */
  readonly unsure: WeakSet<SocketClientState>
}

/** Starts with no seat taken. */
export function createSeats(words: SeatWords): Seats {
  const state: SeatState = { words, ends: new Map(), seats: new Map(), unsure: new WeakSet() }
  return {
    succeeded(call) {
      const { face } = call.answered
      const room = roomOf(call, state)
      if (face.seat?.does === 'leaves') left(call, state)
      if (room === null) return []
      if (words.isEnd(face)) endsAt(room, call.place, state)
      return face.seat?.does === 'takes' ? taken(call, room, state) : []
    },
    overdue: (client, at) => overdueOf(state.seats.get(client.key), at),
    heard: (client, said) => heardBy(client, said, state),
    gone: (client) => void state.seats.delete(client.key),
  }
}

function endsAt(room: string, place: string, { ends }: SeatState): void {
  ends.set(room, place)
  for (const oldest of ends.keys()) if (ends.size > MOST_ROOMS) ends.delete(oldest)
}

function roomOf({ answered, payload, state: own, by }: SeatCall, { words, seats }: SeatState): string | null {
  const subject = words.subjectIn(answered.face, payload)
  if (subject !== null) return `${own} ${subject}`
  return by ? (seats.get(by.client.key)?.room ?? null) : null
}

function taken(call: SeatCall, room: string, { ends, seats, unsure }: SeatState): SeatBreach[] {
  const { by } = call
  const end = ends.get(room)
  if (by) {
    const { client } = by
    for (const other of seats.values()) if (isSameCaller(other, client, room)) other.owed = { ...call, by }
    seats.set(client.key, { room, client, told: new Map(), owed: null })
    unsure.delete(client)
  }
  if (end === undefined) return []
  const message = 'a seat was given after the end'
  const sources = effectSources(call.answered)
  return [{ breach: breach(message, { check: 'effect', sources }), note: `it ended in ${end}` }]
}

function left({ answered, payload, state: own, by }: SeatCall, { words, seats, unsure }: SeatState): void {
  if (!by) return
  const { client } = by
  const subject = words.subjectIn(answered.face, payload)
  // Who names another room keeps the seat; whether another member names this one is not known.
  if (subject !== null && `${own} ${subject}` !== seats.get(client.key)?.room) return
  if (subject === null && isObject(payload) && Object.keys(payload).length > 0) unsure.add(client)
  seats.delete(client.key)
}

function overdueOf(seat: Seat | undefined, at: number): ReturnType<Seats['overdue']> {
  const call = seat?.owed
  if (!seat || !call || at - call.at < HEARD_WITHIN_MS) return []
  seat.owed = null
  const message = 'the same user has joined twice: nobody told the older socket that its seat is gone'
  const late = breach(message, { check: 'heard', sources: announceSources(call.answered) })
  return [{ call, late: { breach: late, note: 'the older socket is still connected' } }]
}

function heardBy(client: SocketClientState, said: HeardEvent, state: SeatState): SeatBreach[] {
  const { words, seats, unsure } = state
  const audience = words.audienceOf(said.event)
  const seat = seats.get(client.key)
  if (audience === 'unseated') {
    if (seat && words.tellsEnd(said.event, said.payload)) endsAt(seat.room, said.place, state)
    seats.delete(client.key)
    return []
  }
  if (audience !== 'others') return []
  if (seat) return moved(seat, said, words)
  return client.session.isWhole && !said.isJoining && !unsure.has(client) ? [unseated(said)] : []
}

/** Guests have nothing in common but that they have no credentials. */
const isSameCaller = (seat: Seat, client: SocketClientState, room: string): boolean =>
  seat.room === room &&
  seat.client.key !== client.key &&
  client.secrets.length > 0 &&
  seat.client.secrets[0] === client.secrets[0]

const unseated = ({ event, stated, place }: HeardEvent): SeatBreach => ({
  breach: breach(`a client without a seat hears ${event}`, { check: 'heard', sources: announceSources(stated) }),
  note: `heard in ${place}`,
})

/** Who has come can't come again before they have gone, and the reverse. */
function moved(seat: Seat, { event, payload, stated, place }: HeardEvent, words: SeatWords): SeatBreach[] {
  const move = words.movesIn(event, payload)
  if (!move) return []
  const before = seat.told.get(move.id)
  seat.told.set(move.id, { does: move.does, place })
  for (const oldest of seat.told.keys()) if (seat.told.size > MOST_TOLD) seat.told.delete(oldest)
  if (before?.does !== move.does) return []
  const message =
    move.does === 'comes'
      ? `${event} tells twice that the same participant has joined`
      : `${event} tells twice that the same participant has left`
  return [
    {
      breach: breach(message, { check: 'heard', sources: announceSources(stated) }),
      note: `told before in ${before.place}`,
    },
  ]
}
