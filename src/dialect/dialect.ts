import { fromTheirNames, toTheirNames, type MemberNames } from './names.ts'
import { NO_SPEECH, type Speech } from './speech.ts'

/** The direction of a message: `sent` calls an event, `answered` and `refused` are its acks, `heard` is a received event. */
export const WAYS = ['sent', 'answered', 'refused', 'heard'] as const

/** A direction. */
export type Way = (typeof WAYS)[number]

/** How a target's Socket.IO differs from the contract's, as its target file says. */
export interface SocketDialect {
  /** Path of its Socket.IO, with a leading and trailing slash. */
  readonly path: string
  readonly namespace: string
  /** The member of the client's `auth` that contains the token. */
  readonly token: string
  /** The contract's event → the target's. */
  readonly events: Readonly<Record<string, string>>
  /** Its names for members of payloads, at any depth. */
  readonly members: MemberNames
  /** The contract's event, and the direction of the message → names that take precedence there. */
  readonly messages: Readonly<Record<string, Readonly<Partial<Record<Way, MemberNames>>>>>
  /**
   * JSON Pointers to the contract's answer in its acks: the first one to an object or list counts, else the whole ack is the
   * answer.
   */
  readonly ack: { readonly success: readonly string[]; readonly refusal: readonly string[] }
  /** Null: the file doesn't say, so refusals are recognized by the usual signs. */
  readonly refusal: RefusalRule | null
  /** The contract's event that calls → how it is answered, if not only by an ack. */
  readonly answers: Readonly<Record<string, AnswerEvents>>
  /** Members of the contract that it never sends. */
  readonly absent: readonly string[]
  /** What a mock says in it. */
  readonly speech: Speech
}

/** How refusals are told from successes, and where their parts are. */
export interface RefusalRule {
  /** JSON Pointer → the value there in every refusal; empty: the usual signs decide. */
  readonly when: Readonly<Record<string, string | number | boolean | null>>
  /** JSON Pointers to the reason: the first that exists counts. */
  readonly message: readonly string[]
  /** Reason → its status. */
  readonly status: Readonly<Record<string, number>>
}

/** The events that answer a call, in the target's names. */
export interface AnswerEvents {
  /** Whether one of them may replace a requested ack; if not, they come in addition, or if no ack was requested. */
  readonly inPlaceOfAck: boolean
  readonly success: readonly string[]
  readonly refusal: readonly string[]
}

/** The contract's own names. */
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
  speech: NO_SPEECH,
}

/** The target's name of an event. */
export const theirEvent = ({ events }: SocketDialect, event: string): string => events[event] ?? event

/** The contract's name of a target's event. */
export const ourEvent = ({ events }: SocketDialect, theirs: string): string =>
  Object.entries(events).find(([, name]) => name === theirs)?.[0] ?? theirs

/** What clients may call in the target's names, besides these events of the contract. */
export function callsBeside(dialect: SocketDialect, ours: readonly string[]): readonly string[] {
  const theirs = [...ours.map((event) => theirEvent(dialect, event)), ...Object.keys(dialect.speech.relays)]
  return theirs.filter((event) => !ours.includes(event))
}

/** The client's `auth`, in the target's names. */
export const toTheirAuth = (
  { token }: SocketDialect,
  auth: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(auth).map(([name, value]) => [name === 'token' ? token : name, value]))

/** The names for a message; null for one without an event. */
export const namesIn = ({ members, messages }: SocketDialect, event: string | null, way: Way): MemberNames => {
  const own = event !== null && Object.hasOwn(messages, event) ? messages[event]?.[way] : undefined
  return own === undefined ? members : { ...members, ...own }
}

/** The payload of a call, in the target's names. */
export const toTheirs = (dialect: SocketDialect, event: string, value: unknown): unknown =>
  toTheirNames(value, namesIn(dialect, event, 'sent'))

/** The refusal of a connection, in the contract's names. */
export const fromTheirs = ({ members }: SocketDialect, value: unknown): unknown => fromTheirNames(value, members)

/** A received event, in the contract's names. */
export function heardIn(
  dialect: SocketDialect,
  { event: theirs, args }: { readonly event: string; readonly args: readonly unknown[] },
): { readonly event: string; readonly args: readonly unknown[] } {
  const event = ourEvent(dialect, theirs)
  return { event, args: args.map((each) => fromTheirNames(each, namesIn(dialect, event, 'heard'))) }
}
