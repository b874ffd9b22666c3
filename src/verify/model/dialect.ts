import { fromTheirNames, toTheirNames, type MemberNames } from './names.ts'
import type { Heard } from './socket-client.ts'

/** Which way a message goes: `sent` calls an event, `answered` and `refused` are its acks, `heard` is an event that comes. */
export const WAYS = ['sent', 'answered', 'refused', 'heard'] as const

/** One of those. */
export type Way = (typeof WAYS)[number]

/** How a target's Socket.IO differs from the contract's, as its target file says. */
export interface SocketDialect {
  /** Path of its Socket.IO, with a slash at both ends. */
  readonly path: string
  readonly namespace: string
  /** The member of the client's `auth` that holds the token. */
  readonly token: string
  /** The contract's event → the target's. */
  readonly events: Readonly<Record<string, string>>
  /** What it calls the members of payloads, wherever they stand. */
  readonly members: MemberNames
  /** The contract's event, and the way of the message → the names that count there before the others. */
  readonly messages: Readonly<Record<string, Readonly<Partial<Record<Way, MemberNames>>>>>
  /** JSON Pointers to the contract's answer in its acks: the first that leads to an object or a list counts, else the ack is the answer. */
  readonly ack: { readonly success: readonly string[]; readonly refusal: readonly string[] }
  /** Null: nothing is said of its refusals, which are then told by what is usual. */
  readonly refusal: RefusalRule | null
  /** The contract's event that calls → how that is answered, where not by an ack alone. */
  readonly answers: Readonly<Record<string, AnswerEvents>>
  /** Members of the contract that it never sends. */
  readonly absent: readonly string[]
}

/** How refusals are told from successes, and what they say. */
export interface RefusalRule {
  /** JSON Pointer → the value there of every refusal; none: what is usual tells them. */
  readonly when: Readonly<Record<string, string | number | boolean | null>>
  /** JSON Pointers to the reason: the first that leads somewhere counts. */
  readonly message: readonly string[]
  /** Reason → the status that it means. */
  readonly status: Readonly<Record<string, number>>
}

/** The events that answer a call, in the target's names. */
export interface AnswerEvents {
  /** Whether one of them may come where an ack was asked for; else they come beside it, or where nobody asked for one. */
  readonly inPlaceOfAck: boolean
  readonly success: readonly string[]
  readonly refusal: readonly string[]
}

/** The names the contract uses. */
export const PLAIN_DIALECT: SocketDialect = {
  path: '/socket.io/',
  namespace: '/',
  token: 'token',
  events: {},
  members: {},
  messages: {},
  ack: { success: [], refusal: [] },
  refusal: null,
  answers: {},
  absent: [],
}

/** The target's name of an event. */
export const theirEvent = ({ events }: SocketDialect, event: string): string => events[event] ?? event

/** The client's `auth`, in the target's names. */
export const toTheirAuth = (
  { token }: SocketDialect,
  auth: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(auth).map(([name, value]) => [name === 'token' ? token : name, value]))

/** The names that count in a message; null: in one of no event. */
export const namesIn = ({ members, messages }: SocketDialect, event: string | null, way: Way): MemberNames => {
  const own = event !== null && Object.hasOwn(messages, event) ? messages[event]?.[way] : undefined
  return own === undefined ? members : { ...members, ...own }
}

/** The payload of a call, in the target's names. */
export const toTheirs = (dialect: SocketDialect, event: string, value: unknown): unknown =>
  toTheirNames(value, namesIn(dialect, event, 'sent'))

/** What a target says as it refuses a connection, in the contract's names. */
export const fromTheirs = ({ members }: SocketDialect, value: unknown): unknown => fromTheirNames(value, members)

/** A received event, in the contract's names. */
export function heardIn(dialect: SocketDialect, { event: theirs, args }: Heard): Heard {
  const event = Object.entries(dialect.events).find(([, name]) => name === theirs)?.[0] ?? theirs
  return { event, args: args.map((each) => fromTheirNames(each, namesIn(dialect, event, 'heard'))) }
}
