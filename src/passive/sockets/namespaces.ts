import { isObject } from '../../json.ts'
import type { SocketFace } from '../../contract/model/face.ts'
import type { SocketDialect } from '../../dialect/dialect.ts'
import type { LoggedPacket } from '../../verify/model/socket-client.ts'
import { shortened } from '../model/shortened.ts'
import { statePlace } from '../model/state-place.ts'
import type { EngineSession } from './sessions.ts'

/** A call on a socket that has no answer yet. */
export interface PendingCall {
  readonly face: SocketFace
  /** Its payload, in the contract's names. */
  readonly payload: unknown
  /** How it was sent: event and first argument. */
  readonly sent: { readonly event: string; readonly args: readonly unknown[] }
  readonly wantsAck: boolean
  readonly at: number
  readonly place: string
}

/** A namespace that a client entered, or wants to enter. */
export interface SocketClientState {
  readonly key: string
  readonly namespace: string
  readonly session: EngineSession
  /** Whose state its calls are about. */
  readonly place: string
  readonly auth: Readonly<Record<string, unknown>>
  /** The secret parts of its credentials. */
  readonly secrets: readonly string[]
  /** The id that the server gave it; null: not yet. */
  id: string | null
  /** By the id of the ack. */
  readonly waiting: Map<number, PendingCall>
  /** Calls without an ack, oldest first. */
  readonly unacked: PendingCall[]
  /** Acked calls, by the id of the ack, to notice a second one. */
  readonly acked: Map<number, PendingCall>
  /** The latest packets, for reports. */
  readonly log: LoggedPacket[]
}

/** What a client says on entering. */
export interface Entering {
  readonly session: EngineSession
  readonly namespace: string
  readonly data: unknown
}

/** A client that enters a namespace. */
export function toClientState({ session, namespace, data }: Entering, dialect: SocketDialect): SocketClientState {
  const [kept] = shortened([data], MOST_KEPT)
  const auth = isObject(kept) ? kept : {}
  const token = auth[dialect.token]
  const below = namespace === dialect.namespace ? '' : namespace
  return {
    key: `${session.key} ${namespace}`,
    namespace,
    session,
    place: statePlace(session.before + below, { url: session.url, headers: session.headers, auth }),
    auth,
    secrets: typeof token === 'string' && token !== '' ? [token] : [],
    id: null,
    waiting: new Map(),
    unacked: [],
    acked: new Map(),
    log: [],
  }
}

/** Whether a namespace is the contract's, or that of a world of a greenroom. */
export const isMeantNamespace = (namespace: string, dialect: SocketDialect): boolean =>
  namespace === dialect.namespace || (dialect.namespace === '/' && /^\/~[^/]+$/.test(namespace))

/** Remembers a packet, without its long parts, and forgets the oldest. */
export function logPacket({ log }: SocketClientState, { way, name, args }: LoggedPacket): void {
  const [shortName, ...rest] = shortened([name, ...args], MOST_KEPT)
  log.push({ way, name: String(shortName), args: rest })
  if (log.length > MOST_LOGGED) log.shift()
}

const MOST_LOGGED = 30
/** Characters of a packet, and of the payload of a call that waits for its answer. */
export const MOST_KEPT = 8192

/** Remembers a value under a number, and forgets the oldest beyond a bound. */
export function remember<Value>(map: Map<number, Value>, id: number, value: Value): void {
  map.set(id, value)
  for (const oldest of map.keys()) if (map.size > MOST_CALLS) map.delete(oldest)
}

const MOST_CALLS = 1000
