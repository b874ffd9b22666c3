import { isObject, parseJson } from '../../json.ts'
import type { SocketTransport } from '../../verify/model/transport.ts'
import type { HeaderPairs, SeenAt, SeenClose, SeenFrame, SeenPayload, SeenSocket } from '../model/seen.ts'
import { packetOfFrame, packetsOfBody, type EngineWord } from './engine-packets.ts'
import { ALIVE, createPacketDecoder, type PacketDecoder, type SocketPacket } from './packet-decoder.ts'
import { socketAddress, type SocketAddress, type SocketScope } from './socket-url.ts'

/** A connection of Engine.IO, over long polling, a WebSocket, or one after the other. */
export interface EngineSession extends Pick<SocketAddress, 'url' | 'before'> {
  readonly key: string
  /** Of its first request. */
  readonly headers: HeaderPairs
  readonly transport: SocketTransport
  /** Whether its beginning was seen, so that what it has not sent is known. */
  readonly isWhole: boolean
}

/** A packet on a connection, or its end. */
export interface SocketMoment extends SeenAt {
  readonly session: EngineSession
  readonly way: 'sent' | 'received'
  /** Null: the connection is over. */
  readonly packet: SocketPacket | null
}

/** Puts what was seen of Socket.IO together. */
export interface Sessions {
  /** The packets that this completes, in order. */
  readonly see: (item: SeenPayload | SeenSocket | SeenFrame | SeenClose) => SocketMoment[]
  /** How many messages could not be read. */
  readonly unread: () => number
}

interface Session extends EngineSession {
  transport: SocketTransport
  isWhole: boolean
  readonly decoders: Readonly<Record<'sent' | 'received', PacketDecoder>>
}

/** Clients that stop polling say nothing; the oldest are taken for those. */
const MOST_SESSIONS = 10_000

/** The connections that are known. */
interface SessionState {
  readonly scope: SocketScope
  readonly sessions: Map<string, Session>
  readonly wires: Map<string, Session>
  unread: number
}

/** Starts without a connection. */
export function createSessions(scope: SocketScope): Sessions {
  const state: SessionState = { scope, sessions: new Map(), wires: new Map(), unread: 0 }
  return {
    unread: () => state.unread,
    see(item) {
      if (item.kind === 'payload') return payloadMoments(item, state)
      if (item.kind === 'socket') return socketMoments(item, state)
      if (item.kind === 'close') return closeMoments(item, state)
      const session = state.wires.get(item.wire)
      return session ? momentsOf(session, packetOfFrame(item.data), item, state) : []
    },
  }
}

interface Opening extends Pick<EngineSession, 'key' | 'headers' | 'isWhole'> {
  readonly address: SocketAddress
}

function opened({ key, address, headers, isWhole }: Opening, { sessions }: SessionState): Session {
  const { url, before, transport } = address
  const decoders = { sent: createPacketDecoder(), received: createPacketDecoder() }
  const session = { key, url, before, headers, transport, isWhole, decoders }
  sessions.set(key, session)
  return session
}

const ended = (session: Session, at: SeenAt, { sessions }: SessionState): SocketMoment[] =>
  sessions.delete(session.key) ? [{ ...placed(at), session, way: 'received', packet: null }] : []

function tooMany(at: SeenAt, state: SessionState): SocketMoment[] {
  const [oldest] = state.sessions.values()
  return state.sessions.size > MOST_SESSIONS && oldest ? ended(oldest, at, state) : []
}

/** What a packet of Engine.IO shows. */
function momentsOf(
  session: Session,
  word: EngineWord,
  { way, ...at }: SeenAt & Pick<SocketMoment, 'way'>,
  state: SessionState,
): SocketMoment[] {
  if (word.type === 'upgrade') session.transport = 'upgraded'
  if (word.type === 'open') session.isWhole = true
  if (word.type === 'close') return ended(session, at, state)
  if (word.type === 'error') state.unread += 1
  if (word.type === 'ping' && way === 'received') return [{ ...placed(at), session, way, packet: ALIVE }]
  if (word.type !== 'message') return []
  const packet = session.decoders[way].add(word.data)
  if (packet === undefined) state.unread += 1
  return packet ? [{ ...placed(at), session, way, packet }] : []
}

function payloadMoments(item: SeenPayload, state: SessionState): SocketMoment[] {
  const address = socketAddress(item.url, state.scope)
  if (!address) return []
  const words = packetsOfBody(item.body)
  const sid = address.sid ?? sidIn(words)
  if (sid === null) return []
  const key = `${address.url.origin}${address.before} ${sid}`
  const opening = { key, address, headers: item.headers, isWhole: address.sid === null }
  const session = state.sessions.get(key) ?? opened(opening, state)
  return [...words.flatMap((word) => momentsOf(session, word, item, state)), ...tooMany(item, state)]
}

function socketMoments({ wire, url, headers, ...at }: SeenSocket, state: SessionState): SocketMoment[] {
  const address = socketAddress(url, state.scope)
  if (!address) return []
  const key = address.sid === null ? wire : `${address.url.origin}${address.before} ${address.sid}`
  state.wires.set(wire, state.sessions.get(key) ?? opened({ key, address, headers, isWhole: false }, state))
  return tooMany(at, state)
}

function closeMoments({ wire, ...at }: SeenClose, state: SessionState): SocketMoment[] {
  const session = state.wires.get(wire)
  state.wires.delete(wire)
  // A WebSocket that was only probed leaves its client polling.
  return session && session.transport !== 'polling' ? ended(session, at, state) : []
}

const placed = ({ at, place }: SeenAt): SeenAt => ({ at, place })

/** The id of the session that an answer opens. */
function sidIn(words: readonly EngineWord[]): string | null {
  const open = words.find(({ type }) => type === 'open')
  const said = open && typeof open.data === 'string' ? parseJson(open.data) : undefined
  return isObject(said) && typeof said['sid'] === 'string' ? said['sid'] : null
}
