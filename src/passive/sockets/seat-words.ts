import type { AnyFace, SocketFace } from '../../contract/model/face.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import type { EventWords } from '../../contract/model/sent-event.ts'

/** What contracts say of seats, as far as traffic shows it. */
export interface SeatWords {
  /** Whether success of an operation ends what people have seats in: others lose theirs, and the caller neither gets nor leaves one. */
  readonly isEnd: (face: AnyFace) => boolean
  /** The texts by which a payload names its subject, for an operation about one: the values that the subject yields. */
  readonly subjectIn: (face: AnyFace, payload: unknown) => string | null
  /** Who hears an event; null: the contract has no such event. */
  readonly audienceOf: (event: string) => EventWords['audience'] | null
  /** Whether an event says that an operation ended what its hearers had a seat in. */
  readonly tellsEnd: (event: string, payload: unknown) => boolean
  /** Who has come or gone, by an event; null: it tells no such thing. */
  readonly movesIn: (event: string, payload: unknown) => Move | null
}

/** Somebody who got a seat, or gave it up. */
export interface Move {
  readonly id: string
  readonly does: 'comes' | 'goes'
}

/** The documents that these words come from. */
export interface SeatSources {
  readonly socketFaces: readonly SocketFace[]
  readonly sentEvents: Readonly<Record<string, EventWords>>
  /** Subject → the names of the values that it yields. */
  readonly yields: Readonly<Record<string, readonly string[]>>
}

/** Reads them once. */
export function seatWords({ socketFaces, sentEvents, yields }: SeatSources): SeatWords {
  const subjects = new Map(socketFaces.flatMap(({ api, seat }) => (seat ? [[api, seat.subject] as const] : [])))
  const isEnd = (face: AnyFace): boolean =>
    face.seat === null && socketFaces.some((each) => each === face && unseats(each))
  const ending = new Set(socketFaces.filter(isEnd).map(({ operation }) => operation))
  const comes = comingPart(sentEvents)
  const goes = goingPart(sentEvents)
  const wordsOf = (event: string): EventWords | null =>
    Object.hasOwn(sentEvents, event) ? (sentEvents[event] ?? null) : null
  return {
    isEnd,
    subjectIn(face, payload) {
      const subject = face.seat?.subject ?? subjects.get(face.api)
      const names = subject === undefined ? [] : (yields[subject] ?? [])
      const value = names.map((name) => valueAt(payload, [name])).find((each) => typeof each === 'string')
      return typeof value === 'string' ? `${subject} ${value}` : null
    },
    audienceOf: (event) => wordsOf(event)?.audience ?? null,
    tellsEnd: (event, payload) =>
      Object.entries(wordsOf(event)?.tells ?? {}).some(
        ([pointer, origin]) =>
          'byOperation' in origin &&
          Object.entries(origin.byOperation).some(
            ([operation, text]) => ending.has(operation) && valueAt(payload, pointer) === text,
          ),
      ),
    movesIn(event, payload) {
      if (!comes || !goes) return null
      if (event === comes.event) return moveOf(valueAt(payload, comes.pointer + goes.seat), 'comes')
      return event === goes.event ? moveOf(valueAt(payload, goes.pointer), 'goes') : null
    },
  }
}

const unseats = ({ announces }: SocketFace): boolean => announces.some(({ audience }) => audience === 'unseated')

const moveOf = (id: unknown, does: Move['does']): Move | null => (typeof id === 'string' ? { id, does } : null)

/** The event that tells others the whole answer to a call, and where. */
function comingPart(all: SeatSources['sentEvents']): { readonly event: string; readonly pointer: string } | null {
  for (const [event, { audience, tells }] of Object.entries(all))
    for (const [pointer, origin] of Object.entries(tells))
      if (audience === 'others' && 'of' in origin && origin.of === 'response' && origin.pointer === '')
        return { event, pointer }
  return null
}

/** The event that tells others of a seat, by a part of the answer to the call that took it; the first part identifies it. */
function goingPart(
  all: SeatSources['sentEvents'],
): { readonly event: string; readonly pointer: string; readonly seat: string } | null {
  for (const [event, { audience, tells }] of Object.entries(all)) {
    const [first] = Object.entries(tells)
    if (audience !== 'others' || first === undefined) continue
    const [pointer, origin] = first
    if ('of' in origin && origin.of === 'seat' && origin.pointer !== null)
      return { event, pointer, seat: origin.pointer }
  }
  return null
}
