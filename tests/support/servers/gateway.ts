import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { Server, type Socket } from 'socket.io'
import { cuids, isRefusal, Rooms, type Done, type NextId, type Notice, type Refusal } from './rooms.ts'

/** In which ways a gateway of meeting rooms goes its own way. */
export interface Habits {
  /**
   * Where a refusal goes: `event` emits `exception` and never acks, as NestJS does of itself; `ack` answers the ack, as
   * a filter for exceptions makes it.
   */
  readonly exceptions: 'event' | 'ack'
  /** Who refuses a bad token: a middleware, or the gateway once connected, which says `exception` and disconnects. */
  readonly badTokens: 'middleware' | 'disconnect'
  /** Whether ids are UUIDs, members come in another order, and answers hold members that no document names. */
  readonly isOther?: boolean
  /** One thing that it does wrong. */
  readonly fault?: GatewayFault
}

/** How a gateway departs from the documents in one thing. */
export interface GatewayFault {
  /** What it makes of an answer before it is sent. */
  readonly answers?: (answer: Answer) => Answer
  /** What it makes of what others are told. */
  readonly tells?: (notices: readonly Notice[]) => readonly Notice[]
  /** What it makes of a payload before it is read. */
  readonly reads?: (payload: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** How it forgets what a room is like: the facts that it keeps. */
  readonly keeps?: (fact: string) => boolean
  /** Whether it lets in whoever bears a token, whosever that is. */
  readonly isTrusting?: boolean
  /** Its rooms, which it has otherwise. */
  readonly rooms?: (nextId: NextId) => Rooms
  /** The media type of its answers over HTTP. */
  readonly mediaType?: string
}

/** A running gateway. */
export interface Gateway extends AsyncDisposable {
  readonly url: string
  /** Where situations are arranged, without a token. */
  readonly hook: string
  /** Variables of the environment that its target file names. */
  readonly env: Readonly<Record<'HOST_TOKEN' | 'MEMBER_TOKEN' | 'EXPIRED_TOKEN', string>>
  /** A target file for it. */
  readonly targetFile: string
}

// Made up for these tests.
const TOKENS = {
  HOST_TOKEN: 'token-of-the-host-5d1f',
  MEMBER_TOKEN: 'token-of-a-member-77ac',
  EXPIRED_TOKEN: 'token-long-over-1b2e',
}
const HOST_ID = 'cm5x7k2p9hosthosthosthost'
const USERS: Readonly<Record<string, string>> = {
  [TOKENS.HOST_TOKEN]: HOST_ID,
  [TOKENS.MEMBER_TOKEN]: 'cm5x7k2p9membermembermemb',
}

/**
 * Starts a gateway of document 002 on a free loopback port, with its HTTP route and a hook. It shares no code with what it helps
 * to test. Its bodies are those of NestJS 11, which adds `error` to what the document shows.
 */
export async function startGateway(habits: Habits): Promise<Gateway> {
  const nextId = habits.isOther ? randomUUID : cuids()
  const rooms = habits.fault?.rooms?.(nextId) ?? new Rooms(nextId)
  const io = new Server({ serveClient: false })
  const deliver = (notices: readonly Notice[]): void => {
    for (const { event, payload, to } of habits.fault?.tells?.(notices) ?? notices)
      for (const id of to) io.to(id).emit(event, dressed(payload, habits))
  }
  const http = createServer((request, response) => {
    if (request.url?.startsWith('/socket.io/')) return
    void answerHttp(request, { rooms, deliver, habits }).then(
      (answer) => send(response, answer, habits.fault?.mediaType),
      () => send(response, [500, { statusCode: 500, message: 'Internal server error' }]),
    )
  })
  const isRefused = (socket: Socket): boolean => !habits.fault?.isTrusting && hasBadToken(socket)
  io.attach(http)
  if (habits.badTokens === 'middleware') io.use((socket, next) => next(isRefused(socket) ? unauthorized() : undefined))
  io.on('connection', (socket) => {
    if (!isRefused(socket)) return serveSocket(socket, { rooms, deliver, habits })
    socket.emit('exception', UNAUTHORIZED)
    socket.disconnect(true)
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const hook = `${url}/hook`
  return { url, hook, env: TOKENS, targetFile: targetFile(url, hook), [Symbol.asyncDispose]: () => io.close() }
}

interface Parts {
  readonly rooms: Rooms
  readonly deliver: (notices: readonly Notice[]) => void
  readonly habits: Habits
}

const targetFile = (url: string, hook: string): string => `url: ${url}
name: a gateway
authority: { edition: current, gate: document }
operations: [connectMeetingRooms, joinMeetingRoom, leaveMeetingRoom, lockMeetingRoom, endMeetingRoom]
transports: [http, websocket]
identities:
  host: { headers: { Authorization: { env: HOST_TOKEN, prefix: 'Bearer ' } } }
  member: { headers: { Authorization: { env: MEMBER_TOKEN, prefix: 'Bearer ' } } }
  expired-token: { headers: { Authorization: { env: EXPIRED_TOKEN, prefix: 'Bearer ' } } }
hook: { url: '${hook}' }
`

const UNAUTHORIZED = { message: 'Unauthorized', statusCode: 401 }
const unauthorized = (): Error => Object.assign(new Error('Unauthorized'), { data: UNAUTHORIZED })

/** The token that a client gives, as text; null: it gives none. */
function tokenOf(socket: Socket): string | null {
  const { token }: { token?: unknown } = socket.handshake.auth
  if (token === undefined || token === null || token === '') return null
  return typeof token === 'string' ? token : JSON.stringify(token)
}

const hasBadToken = (socket: Socket): boolean => {
  const token = tokenOf(socket)
  return token !== null && USERS[token] === undefined
}

function serveSocket(socket: Socket, { rooms, deliver, habits }: Parts): void {
  const caller = { userId: USERS[tokenOf(socket) ?? ''] ?? null, socketId: socket.id }

  /** Answers an event by what a handler makes of its payload. */
  const on = (event: string, handle: (payload: object) => Done<unknown> | Refusal, told?: string): void => {
    socket.on(event, (...given: unknown[]) => {
      const last = given.at(-1)
      const ack = typeof last === 'function' ? last : null
      const result = handle(read(typeof given[0] === 'object' && given[0] !== null ? { ...given[0] } : {}, habits))
      if (isRefusal(result)) {
        const [, body] = faulty([result.status, errorBody(result)], habits)
        if (habits.exceptions === 'ack' && ack) ack(body)
        else socket.emit('exception', body)
        return
      }
      const [, body] = faulty([200, dressed(result.value ?? { success: true }, habits)], habits)
      if (ack) ack(body)
      else if (told) socket.emit(told, body)
      deliver(result.notices)
    })
  }

  on(
    'join-room',
    (payload: { code?: unknown; guestName?: unknown }) =>
      typeof payload.code === 'string'
        ? rooms.join(payload.code, payload.guestName, caller)
        : { status: 400, message: ['code must be a string'] },
    'room-joined',
  )
  on('leave-room', (payload) => ({ value: null, notices: rooms.leave(payload, caller) }))
  on('lock-room', (payload) => rooms.lock(payload, caller))
  on('end-room', (payload) => rooms.end(payload, caller))
  socket.on('disconnect', () => deliver(rooms.leave({}, caller)))
}

/** A status, which events have in their words only, and a body. */
export type Answer = readonly [status: number, body: unknown]

async function answerHttp(request: IncomingMessage, parts: Parts): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const text = await textOf(request)
  if (pathname.startsWith('/hook')) return arrange(request, pathname, text, parts)
  return faulty(answered(request, pathname, text, parts), parts.habits)
}

function answered(request: IncomingMessage, pathname: string, text: string | null, parts: Parts): Answer {
  const code = /^\/rooms\/([^/]+)\/join\/?$/.exec(pathname)?.[1]
  if (request.method !== 'POST' || code === undefined) return error(404, `Cannot ${request.method} ${request.url}`)
  if (text === null) return [413, { statusCode: 413, message: 'request entity too large' }]
  const body = readBody(request, text)
  if (body === null) return error(400, 'Unexpected token in JSON')
  const token = request.headers.authorization?.replace(/^Bearer\s*/i, '') ?? ''
  const userId = token === '' ? null : (USERS[token] ?? (parts.habits.fault?.isTrusting ? null : undefined))
  if (userId === undefined) return [401, UNAUTHORIZED]
  const result = parts.rooms.join(decodeURIComponent(code), read(body, parts.habits)['guestName'], {
    userId,
    socketId: null,
  })
  if (isRefusal(result)) return [result.status, errorBody(result)]
  parts.deliver(result.notices)
  return [201, dressed(result.value, parts.habits)]
}

/** A body as the framework's parsers read it: JSON objects and lists, forms; anything else is left unread. Null: malformed. */
function readBody(request: IncomingMessage, text: string): Record<string, unknown> | null {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  if (!type.startsWith('application/json') || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function arrange(request: IncomingMessage, pathname: string, text: string | null, { rooms, habits }: Parts): Answer {
  if (request.method === 'DELETE') return [rooms.delete(pathname.split('/').at(-1) ?? '') ? 200 : 404, {}]
  const { given, elsewhere }: { given: Record<string, string[]>; elsewhere?: boolean } = JSON.parse(text ?? '{}')
  const facts = given['meeting-room']
  if (!facts) return [422, { reason: 'only meeting rooms can be made here' }]
  if (facts.includes('unknown')) return [200, { values: { code: 'zzz-zzz-zzz' } }]
  const { code } = rooms.create(facts.filter(habits.fault?.keeps ?? Boolean), HOST_ID)
  const other = elsewhere ? { elsewhere: { code: rooms.create([], HOST_ID).code } } : {}
  return [201, { id: code, values: { code }, ...other }]
}

// Of the framework's parser.
const LIMIT = 100 * 1024

async function textOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const bytes = Buffer.concat(parts)
  return bytes.length > LIMIT ? null : bytes.toString()
}

const NAMES: Readonly<Record<number, string>> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' }
const error = (statusCode: number, message: Refusal['message']): Answer => [
  statusCode,
  { message, error: NAMES[statusCode], statusCode },
]
const errorBody = ({ status, message }: Refusal): unknown => error(status, message)[1]

/** As this server writes its answers. */
function dressed(value: unknown, { isOther = false }: Habits): unknown {
  if (!isOther || typeof value !== 'object' || value === null) return value
  const { participant, ...rest }: { participant?: unknown } = value
  const inner =
    participant === undefined
      ? {}
      : { participant: dressed(participant, { exceptions: 'ack', badTokens: 'middleware', isOther }) }
  return { version: 3, ...Object.fromEntries(Object.entries(rest).toReversed()), ...inner }
}

const faulty = (answer: Answer, { fault }: Habits): Answer => fault?.answers?.(answer) ?? answer

const read = (payload: Readonly<Record<string, unknown>>, { fault }: Habits): Readonly<Record<string, unknown>> =>
  fault?.reads?.(payload) ?? payload

function send(response: ServerResponse, [status, body]: Answer, type = 'application/json; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type })
  response.end(JSON.stringify(body))
}
