import type { Answer } from '../../mock/answer.ts'
import type { Core } from '../../mock/core.ts'
import { problem } from '../../mock/problem.ts'
import type { SocketCall, SocketCalls } from '../../mock/socket-calls.ts'
import type { SocketDialect } from '../../dialect/dialect.ts'
import type { Exchange } from '../exchange.ts'
import type { Watched } from './connection.ts'
import { createSpeakers, type Speakers } from './speakers.ts'
import { createSocketRooms, type Member, type SocketRooms } from './rooms.ts'
import type { Connection, ServedSocket } from './served.ts'

/** Timing of sockets; every option has a default. */
export interface SocketOptions {
  /** Milliseconds between two pings; 25000 by default. */
  readonly pingIntervalMs?: number
  /** Milliseconds until an unanswered ping ends the connection; 20000 by default. */
  readonly pingTimeoutMs?: number
  /** Milliseconds within which a connection must enter a namespace; 20000 by default. */
  readonly connectTimeoutMs?: number
}

/** The timing of sockets. */
export type Times = Required<SocketOptions>

/** The timing, with a default for what the options leave open. */
export const timesOf = (options: SocketOptions): Times => ({
  pingIntervalMs: options.pingIntervalMs ?? 25_000,
  pingTimeoutMs: options.pingTimeoutMs ?? 20_000,
  connectTimeoutMs: options.connectTimeoutMs ?? 20_000,
})

/** The mock that a Socket.IO server serves, and the receivers of reports. */
export interface SocketServerParts {
  readonly mock: Pick<Core, 'sockets' | 'announced' | 'worlds' | 'limits' | 'store'>
  readonly options: SocketOptions
  /** The words that it understands and says besides the contract's. */
  readonly dialect?: SocketDialect | undefined
  readonly onExchange?: (exchange: Exchange) => void
  readonly onFault: (fault: unknown) => void
}

/** What all code that serves sockets needs. */
export interface SocketContext extends SocketServerParts {
  readonly calls: SocketCalls
  readonly rooms: SocketRooms
  /** Null: all clients use the words of the contract. */
  readonly speakers: Speakers | null
  readonly watched: WeakMap<Connection, Watched>
  /** Sockets being admitted, until they are members. */
  readonly visitors: WeakMap<ServedSocket, Visitor>
}

/** Starts without sockets. */
export const createSocketContext = (parts: SocketServerParts): SocketContext => ({
  ...parts,
  calls: parts.mock.sockets(),
  rooms: createSocketRooms(parts.onFault),
  speakers: parts.dialect ? createSpeakers(parts.dialect) : null,
  watched: new WeakMap<Connection, Watched>(),
  visitors: new WeakMap<ServedSocket, Visitor>(),
})

/** A socket that is not yet a member: its caller, address and world. */
export type Visitor = Omit<Member, 'seat' | 'isOver'> & Pick<SocketCall, 'headers' | 'address' | 'namespace'>

/** A call of a socket, with its current seat. */
export const toSocketCall = (
  member: Visitor & Partial<Member> & Pick<Member, 'seat'>,
  payload: unknown,
): SocketCall => ({
  world: member.world,
  socket: { id: member.socket.id, caller: member.caller, seat: member.seat },
  payload,
  headers: member.headers,
  address: member.address,
  namespace: member.namespace,
  isOver: () => member.isOver === true,
})

interface CallInfo {
  readonly method: string
  readonly target: string
  readonly visitor: Pick<Visitor, 'headers' | 'address'>
}

/** Reports a call to `onExchange`. */
export const reportCall = (
  { onExchange }: SocketContext,
  { method, target, visitor }: CallInfo,
  answer: Answer,
): void => onExchange?.({ request: { method, target, headers: visitor.headers, address: visitor.address }, answer })

/**
 * Continues synchronously if possible, so that the next event on a socket finds the seat taken. A failure is our fault: it is
 * reported, and ends nothing.
 */
export function attempt<Made>(
  { onFault }: SocketContext,
  work: () => Made | Promise<Made>,
  then: (made: Made) => void,
  otherwise: () => void = nothing,
): void | Promise<void> {
  const failed = (fault: unknown): void => {
    onFault(fault)
    otherwise()
  }
  try {
    const made = work()
    if (made instanceof Promise) return made.then(then).catch(failed)
    then(made)
  } catch (fault) {
    failed(fault)
  }
}

const nothing = (): void => {}

/** The answer if the mock itself failed. */
export const OURS: Answer = problem({ status: 500, title: 'Internal server error', detail: 'Internal server error' })
