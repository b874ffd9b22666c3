import { isObject } from '../../json.ts'
import type { Answer } from '../../mock/answer.ts'
import { problem } from '../../mock/problem.ts'
import { terminate } from './connection.ts'
import { later } from './later.ts'
import type { Handshake, ServedSocket } from './served.ts'
import { OURS, reportCall, toSocketCall, type SocketContext } from './socket-context.ts'
import { worldOfSocket } from './world.ts'

const MOST_NAMESPACES = 20

/** What a refused socket gets as its `connect_error`: `data` is the body that an ack would have. */
export type ConnectError = Error & { readonly data?: unknown }

/** Admits a socket, or tells it why not. */
export async function admit(
  context: SocketContext,
  socket: ServedSocket,
  next: (error?: ConnectError) => void,
): Promise<void> {
  // Its connection was refused: Socket.IO admits no further sockets on it.
  if (socket.conn.readyState !== 'open') return next()
  try {
    const refusal = await admitted(context, socket)
    if (refusal === null) return next()
    context.watched.get(socket.conn)?.sockets.delete(socket)
    if (refusal.breaks) terminate(socket.conn)
    else next(toError(refusal))
  } catch (fault) {
    context.watched.get(socket.conn)?.sockets.delete(socket)
    context.onFault(fault)
    next(toError(OURS))
  }
}

/** Null: it is admitted; else the refusal. */
async function admitted(context: SocketContext, socket: ServedSocket): Promise<Answer | null> {
  const { calls, watched } = context
  const { nsp, handshake, conn } = socket
  const auth: unknown = handshake.auth
  const headers = withToken(plain(handshake.headers), auth)
  const choice = worldOfSocket({ auth, query: handshake.query, headers, namespace: nsp.name })
  if ('problem' in choice) return problem(choice.problem)
  const sockets = watched.get(conn)?.sockets
  if (sockets === undefined || sockets.size >= MOST_NAMESPACES) return TOO_MANY
  sockets.add(socket)
  const world = await calls.enter(choice.world)
  if ('status' in world) return world
  const caller = await calls.identify(world, headers)
  if ('status' in caller) return caller
  const visitor = { socket, world, caller, headers, address: handshake.address, namespace: nsp.name }
  const answer = await calls.connect(toSocketCall({ ...visitor, seat: null }, undefined))
  reportCall(context, { method: 'CONNECT', target: nsp.name, visitor }, answer)
  if (answer.delayMs !== undefined) await passed(answer.delayMs)
  if (answer.breaks || answer.status >= 300) return answer
  context.visitors.set(socket, visitor)
  return null
}

const TOO_MANY = problem({
  status: 429,
  title: 'Too many namespaces',
  detail: `A connection can have at most ${MOST_NAMESPACES} namespaces.`,
})

const passed = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve))

/** A token takes precedence as in a request. One that is not a string is invalid, not absent. */
function withToken(
  headers: Readonly<Record<string, string | undefined>>,
  auth: unknown,
): Readonly<Record<string, string | undefined>> {
  const token: unknown = typeof auth === 'object' && auth !== null ? Reflect.get(auth, 'token') : undefined
  if (token === undefined || token === null || token === '') return headers
  // A blank token is still an invalid one, though a blank header would count as none.
  const isText = typeof token === 'string' && token.trim() !== ''
  return { ...headers, authorization: `Bearer ${isText ? token : JSON.stringify(token)}` }
}

const plain = (headers: Handshake['headers']): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value]),
  )

/** A refusal as `connect_error`: its message, and as `data` the body that an ack would have. */
function toError({ status, body, about }: Answer): ConnectError {
  const parsed: unknown = JSON.parse(body)
  if (isObject(parsed) && typeof parsed['message'] === 'string')
    return Object.assign(new Error(parsed['message']), { data: parsed })
  return Object.assign(new Error(about.cause), { data: { statusCode: status, message: about.cause } })
}
