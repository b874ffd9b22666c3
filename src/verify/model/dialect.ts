import { valueAt } from '../../contract/model/pointer.ts'
import { isContainer } from '../../json.ts'
import type { Heard } from './socket-client.ts'

/** How a target's Socket.IO differs from the contract's, as its target file says. */
export interface SocketDialect {
  /** Path of its Socket.IO, with a slash at both ends. */
  readonly path: string
  readonly namespace: string
  /** The member of the client's `auth` that holds the token. */
  readonly token: string
  /** The contract's event → the target's. */
  readonly events: Readonly<Record<string, string>>
  /** The contract's member of a payload → the target's. */
  readonly members: Readonly<Record<string, string>>
  /** JSON Pointers to the contract's answer in its acks: the first that leads somewhere counts; none: the ack is the answer. */
  readonly ack: readonly string[]
}

/** The names the contract uses. */
export const PLAIN_DIALECT: SocketDialect = {
  path: '/socket.io/',
  namespace: '/',
  token: 'token',
  events: {},
  members: {},
  ack: [],
}

/** The target's name of an event. */
export const theirEvent = ({ events }: SocketDialect, event: string): string => events[event] ?? event

/** The client's `auth`, in the target's names. */
export const toTheirAuth = (
  { token }: SocketDialect,
  auth: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(auth).map(([name, value]) => [name === 'token' ? token : name, value]))

/** A payload in the target's names. */
export const toTheirs = ({ members }: SocketDialect, value: unknown): unknown => renamed(value, members)

/** What a target sends, in the contract's names. */
export const fromTheirs = ({ members }: SocketDialect, value: unknown): unknown => renamed(value, inverse(members))

/** The contract's answer in a target's ack. */
export function answerIn(dialect: SocketDialect, ack: unknown): unknown {
  const found = dialect.ack.map((pointer) => valueAt(ack, pointer)).find((value) => value !== undefined)
  return fromTheirs(dialect, found ?? ack)
}

/** A received event, in the contract's names. */
export const heardIn = (dialect: SocketDialect, { event, args }: Heard): Heard => ({
  event: inverse(dialect.events)[event] ?? event,
  args: args.map((each) => fromTheirs(dialect, each)),
})

const inverse = (names: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [theirs, ours]))

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Object.keys(names).length === 0 || !isContainer(value)) return value
  if (Array.isArray(value)) return value.map((each) => renamed(each, names))
  const taken = new Set(Object.values(names))
  return Object.fromEntries(
    Object.entries(value)
      // A member that already has another's new name means something else there.
      .filter(([name]) => Object.hasOwn(names, name) || !taken.has(name))
      .map(([name, each]) => [Object.hasOwn(names, name) ? (names[name] ?? name) : name, renamed(each, names)]),
  )
}
