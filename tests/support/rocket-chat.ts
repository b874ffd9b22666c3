import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { nothingMade, type Made } from './rocket-chat/admin-api.ts'
import { createAdminAnswer } from './rocket-chat/admin-gate.ts'
import { createLimiter, type Spent } from './rocket-chat/limiter.ts'
import { listRooms } from './rocket-chat/list-rooms.ts'
import type { Operation } from './rocket-chat/operation.ts'
import { parsedBody, parsedQuery } from './rocket-chat/parsed.ts'
import { failure, invalid, lacksPermission, notFound, notLoggedIn, tooMany, type Reply } from './rocket-chat/reply.ts'
import { roomJoin } from './rocket-chat/room-join.ts'
import { createState, type Person, type State } from './rocket-chat/state.ts'
import { videoConferenceJoin } from './rocket-chat/video-conference-join.ts'

type Route = 'livechat/room.join' | 'livechat/rooms' | 'video-conference.join'

const OPERATIONS: readonly (readonly [Route, Operation])[] = [
  ['livechat/room.join', roomJoin],
  ['livechat/rooms', listRooms],
  ['video-conference.join', videoConferenceJoin],
]

/** How the stand-in differs from a fresh Rocket.Chat 8.0. */
export interface RocketChatOptions {
  /** Whether callers without credentials may read public channels; true unless said. */
  readonly anonymousRead?: boolean
  /** Lengths of limiter windows. */
  readonly windowMs?: Partial<Readonly<Record<Route, number>>>
  /** By how much the windows that are not given are shorter than the real ones. */
  readonly shorten?: number
  /** The clock of the limiters. */
  readonly now?: () => number
  /** Calls of the routes by which a server is set up fail from this one on, as when it breaks. */
  readonly breaksAfter?: number
  /** Takes an answer on its way out and gives what is sent instead, as a server does that has changed. */
  readonly change?: (reply: Reply, route: Route | null) => Reply
}

/** A request as it came, and what it touched. */
export interface Visit {
  readonly method: string
  readonly target: string
  readonly body: string
  /** Role of the caller; null: nobody that the server knows. */
  readonly user: string | null
  readonly status: number
  /** Livechat rooms that the request named or the answer showed. */
  readonly rooms: readonly string[]
}

/** A server that answers as Rocket.Chat 8.0 to 8.2 do, with rooms made for tests among those of customers. */
export interface RocketChat {
  readonly url: string
  readonly close: () => Promise<void>
  readonly users: Readonly<Record<string, { readonly userId: string; readonly authToken: string }>>
  readonly rooms: {
    readonly joinable: string
    readonly closed: string
    readonly outOfReach: string
    readonly served: string
    readonly customers: readonly string[]
  }
  readonly calls: { readonly joinable: string; readonly private: string; readonly ended: string }
  readonly visits: readonly Visit[]
  /** Ids of customers' rooms that a request named or an answer showed. */
  readonly touched: () => readonly string[]
  /** How many requests the limiters have refused. */
  readonly limited: number
  /** Makes the token of a role worthless, as when it has run out. */
  readonly expire: (role: string) => void
  readonly state: State
  /** What the server's own routes have made. */
  readonly made: Made
}

/** Starts the stand-in on a free loopback port. Each has a state and limiters of its own. */
export async function startRocketChat(options: RocketChatOptions = {}): Promise<RocketChat> {
  const state = createState()
  const visits: Visit[] = []
  const made = nothingMade()
  const answer = createAnswer(state, made, options)
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { reply, route, caller } = answer(request, body)
      const sent = options.change ? options.change(reply, route) : reply
      visits.push(visitOf(request, body, caller, sent, state))
      write(response, sent)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const customers = state.rooms.filter(({ _id }) => _id.startsWith('customer')).map(({ _id }) => _id)
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    users: Object.fromEntries(state.people.map(({ role, userId, authToken }) => [role, { userId, authToken }])),
    rooms: {
      joinable: 'testWaitingRoomAa',
      closed: 'testClosedRoomAaa',
      outOfReach: 'testOthersRoomAaa',
      served: 'testServedRoomAaa',
      customers,
    },
    calls: {
      joinable: '697887e3c8b0533020781b01',
      private: '697887e3c8b0533020781b02',
      ended: '697887e3c8b0533020781b03',
    },
    visits,
    touched: () => customers.filter((id) => visits.some(({ rooms }) => rooms.includes(id))),
    get limited() {
      return visits.filter(({ status }) => status === 429).length
    },
    expire: (role) => {
      for (const person of state.people) if (person.role === role) person.authToken = 'a-token-that-nobody-holds'
    },
    state,
    made,
  }
}

interface Answered {
  readonly reply: Reply
  readonly route: Route | null
  readonly caller: Person | null
}

function createAnswer(
  state: State,
  made: Made,
  options: RocketChatOptions,
): (request: IncomingMessage, body: string) => Answered {
  const { anonymousRead = true, windowMs = {}, shorten = 1, now = Date.now } = options
  const byAdmin = createAdminAnswer(state, made, options)
  const routes = OPERATIONS.map(([route, operation]) => {
    const { requests, windowMs: usual } = operation.limit
    return { route, operation, spend: createLimiter(requests, windowMs[route] ?? Math.ceil(usual / shorten)) }
  })

  return (request, body) => {
    const [path, query = ''] = (request.url ?? '').split(/\?(.*)/s)
    const found = routes.find(({ operation }) => operation.method === request.method && operation.path === path)
    const caller = callerOf(request, state)
    if (!found) return { reply: byAdmin(request, path ?? '', query, body, caller) ?? notFound, route: null, caller }

    const { route, operation, spend } = found
    const done = (reply: Reply): Answered => ({ reply, route, caller })
    if (!caller && !(operation.anonymous && anonymousRead)) return done(notLoggedIn)
    if (caller?.bypass) return done(handled(operation, query, body, request, caller, state))
    const at = now()
    const spent = spend(request.socket.remoteAddress ?? '', at)
    const reply = spent.allowed
      ? handled(operation, query, body, request, caller, state)
      : tooMany(Math.ceil(spent.msLeft / 1000))
    return done({ ...reply, headers: { ...reply.headers, ...limitHeaders(operation, spent, at) } })
  }
}

/** What comes after login and limiter, in the order of 8.0 to 8.2: form, permission, handler. */
function handled(
  operation: Operation,
  query: string,
  body: string,
  request: IncomingMessage,
  caller: Person | null,
  state: State,
): Reply {
  const input =
    operation.method === 'GET' ? parsedQuery(query) : parsedBody(body, request.headers['content-type'] ?? '')
  if (input === null) return failure('Invalid query parameters')
  const fault = operation.faultOf(input)
  if (fault !== null) return invalid(fault)
  if (operation.permission !== null && !caller?.permissions.includes(operation.permission)) return lacksPermission
  return operation.handle({ ...input }, caller, state)
}

const limitHeaders = ({ limit }: Operation, { remaining, msLeft }: Spent, now: number): Record<string, string> => ({
  'X-RateLimit-Limit': String(limit.requests),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': String(now + msLeft),
})

const callerOf = ({ headers }: IncomingMessage, { people }: State): Person | null =>
  people.find((one) => one.userId === headers['x-user-id'] && one.authToken === headers['x-auth-token']) ?? null

function visitOf(request: IncomingMessage, body: string, caller: Person | null, sent: Reply, state: State): Visit {
  const target = request.url ?? ''
  const named = state.rooms.map(({ _id }) => _id).filter((id) => decoded(target).includes(id) || body.includes(id))
  const rooms = [...new Set([...named, ...sent.shown])]
  return { method: request.method ?? '', target, body, user: caller?.role ?? null, status: sent.status, rooms }
}

// Percent signs that stand for nothing stay as they are.
const decoded = (target: string): string =>
  target.replaceAll(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers':
    'Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token, x-visitor-token, Authorization',
}

const write = (response: ServerResponse, { status, body, type, headers }: Reply): void =>
  void response.writeHead(status, { ...(status === 404 ? {} : CORS), ...headers, 'Content-Type': type }).end(body)
