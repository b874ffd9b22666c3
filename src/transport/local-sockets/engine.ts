import type { Limits } from '../../mock/limits.ts'
import type { Times } from '../socket-io/socket-context.ts'
import { refusal, type EngineAnswer, type EngineRequest, type RefusalReason } from './engine-answer.ts'
import { LocalConnection } from './local-connection.ts'
import { createPolling, type Polling } from './polling.ts'
import { createWebSocketWire, type LocalWebSocket, type WebSocketWire } from './web-socket.ts'
import type { LocalWire } from './wire.ts'

/** What a client says when it opens a connection. */
export type Opening = Pick<EngineRequest, 'target' | 'headers'>

/** What an engine needs. */
export interface EngineParts {
  readonly times: Times
  readonly limits: Pick<Limits, 'packet'>
  readonly newId: () => string
  /** Takes a new connection, before its client knows of it. */
  readonly serve: (connection: LocalConnection, opening: Opening) => unknown
}

/** Engine.IO 4 without a server: for clients in the same process or page, over polling and WebSocket. */
export interface Engine {
  /** `upgrades` is where a new client may go on. */
  readonly request: (request: EngineRequest, upgrades: readonly 'websocket'[]) => Promise<EngineAnswer>
  /** Null: it is refused, and has been closed. */
  readonly connect: (opening: Opening, socket: LocalWebSocket) => WebSocketWire | null
}

/** A connection, and what takes its client's polls. */
interface Session {
  readonly connection: LocalConnection
  readonly polling: Polling | null
}

/** Starts without connections. */
export function createEngine({ times, limits, newId, serve }: EngineParts): Engine {
  const sessions = new Map<string, Session>()
  const open = (opening: Opening, wire: LocalWire, polling: Polling | null, upgrades: readonly string[]): void => {
    const id = newId()
    const connection = new LocalConnection({ id, times, maxPayload: limits.packet, upgrades }, wire)
    sessions.set(id, { connection, polling })
    connection.on('closed', () => sessions.delete(id))
    serve(connection, opening)
    connection.open()
  }
  return {
    async request(request, upgrades) {
      const query = queryOf(request.target)
      const refused = refuses(query, request.method, ['polling', 'websocket'])
      if (refused) return refusal(refused)
      const sid = query.get('sid')
      if (sid !== null) return resumed(sessions.get(sid), request, limits)
      const polling = createPolling()
      const answer = polling.poll(request.gone)
      open(request, polling, polling, upgrades)
      return answer
    },
    connect(opening, socket) {
      const query = queryOf(opening.target)
      const sid = query.get('sid')
      const session = sessions.get(sid ?? '')
      const refused = refuses(query, 'GET', ['websocket']) ?? (sid !== null && !session ? 'session' : null)
      const wire = createWebSocketWire(socket, limits.packet)
      if (refused !== null || (session && !session.connection.upgrade(wire))) {
        socket.close()
        return null
      }
      if (!session) open(opening, wire, null, [])
      return wire
    },
  }
}

const queryOf = (target: string): URLSearchParams => new URLSearchParams(target.split(/\?(.*)/s, 2)[1] ?? '')

/** Why Engine.IO's server would not take this request, if it would not. */
function refuses(query: URLSearchParams, method: string, transports: readonly string[]): RefusalReason | null {
  if (!transports.includes(query.get('transport') ?? '')) return 'transport'
  if (query.has('sid')) return query.get('EIO') === '4' ? null : 'request'
  if (method !== 'GET') return 'method'
  if (transports.length > 1 && query.get('transport') === 'websocket') return 'request'
  if (query.has('j')) return 'forbidden'
  return query.get('EIO') === '4' ? null : 'protocol'
}

/** A further request of a client that polls. */
async function resumed(
  session: Session | undefined,
  { method, headers, body, gone }: EngineRequest,
  { packet }: EngineParts['limits'],
): Promise<EngineAnswer> {
  if (!session) return refusal('session')
  const { connection, polling } = session
  if (polling === null || connection.transport !== polling) return refusal('request')
  if (method === 'GET') return polling.poll(gone)
  if (method !== 'POST') return EMPTY(500)
  if (headers['content-type'] === 'application/octet-stream') {
    connection.close(true)
    return EMPTY(400)
  }
  return new TextEncoder().encode(body).length > packet ? EMPTY(413) : polling.post(body)
}

const EMPTY = (status: number): EngineAnswer => ({ status, type: 'text/plain', body: '' })
