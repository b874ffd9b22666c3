import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Answer, Dispatch } from '../mock/answer.ts'
import { raiseLimit, type Limits } from '../mock/limits.ts'
import { problem } from '../mock/problem.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import type { Exchange } from './exchange.ts'
import type { Guard, GuardedRequest } from './guard.ts'
import { readHeaders } from './headers.ts'
import { hasBody, NO_BODY, readNodeBody } from './node-body.ts'
import type { SocketGate } from './socket-io/gate.ts'
import { asPlainRequest, isWebSocket } from './upgrade.ts'

/** What an HTTP listener serves, behind which guard, and who hears of it. */
export interface HttpParts {
  readonly dispatch: Dispatch
  readonly guard: Guard
  readonly limits: Limits
  /** Names and values in turn, on every answer of this listener whoever makes it. */
  readonly headers?: readonly string[]
  /** Told of each exchange, refused ones too. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Serves Socket.IO on the same port. */
  readonly sockets?: SocketGate
  /** Told of what should never happen; the client got a 500 without details. */
  readonly onFault: (fault: unknown) => void
}

/** A server, not listening yet, that serves any dispatch under a guard, with limits that hold against slow and greedy clients. */
export function createHttpServer(parts: HttpParts): Server {
  const { limits, sockets } = parts
  const isForSockets = (request: IncomingMessage): boolean =>
    isWebSocket(request) && sockets?.takes(request.url ?? '/') === true
  const server = createServer({
    ...(sockets ? { shouldUpgradeCallback: isForSockets } : {}),
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: limits.headerBytes,
    requireHostHeader: false,
    noDelay: true,
  })
  const take = (request: IncomingMessage, response: ServerResponse): void => serve(parts, request, response)
  // Counted by us: Node leaves out in silence what is over its own count. Their bytes are limited anyway.
  server.maxHeadersCount = 0
  server.maxRequestsPerSocket = 10_000
  server.maxConnections = 10_000
  server.on('request', take)
  // Node would answer 417 by itself, past the guard. What is expected of us without our knowing it, we are free to ignore.
  server.on('checkExpectation', take)
  server.on('clientError', (error: Error & { code?: string }, socket: Socket) =>
    refuseUnparsed(parts, socket, error.code ?? ''),
  )
  if (sockets)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isForSockets(request)) upgrade(parts, sockets, request, socket, head)
      else asPlainRequest(server, request, socket, head)
    })
  return server
}

function serve(parts: HttpParts, request: IncomingMessage, response: ServerResponse): void {
  const { headers, repeated } = readHeaders(request.rawHeaders)
  const method = request.method ?? 'GET'
  const target = request.url ?? '/'
  const address = request.socket.remoteAddress ?? ''
  const told = { method, target, headers, address }
  const finish = (made: Answer, origin: string | null): void => {
    const answer = withHeaders(parts, made)
    if (answer.delayMs === undefined) send(response, method, answer, origin)
    else sendLater(response, answer.delayMs, () => send(response, method, answer, origin))
    parts.onExchange?.({ request: told, answer })
  }
  const verdict = judged(parts, request, { headers, repeated, method, target })
  if ('status' in verdict) return finish(verdict, null)
  if (verdict.origin !== null && isPreflight(method, headers)) return finish(preflight(headers), verdict.origin)
  if (parts.sockets?.takes(target)) {
    for (const [name, value] of verdict.origin === null ? [] : pairsOf(corsHeaders(verdict.origin)))
      response.setHeader(name, value)
    return parts.sockets.request(request, response)
  }
  const answerTo = (body: typeof NO_BODY): void => {
    attempt(
      parts,
      () => parts.dispatch({ ...told, body: body.text, bodyBytes: body.bytes, isCut: body.isCut }),
      (answer) => finish(answer, verdict.origin),
    )
  }
  if (!hasBody(headers)) return answerTo(NO_BODY)
  readNodeBody(request, parts.limits.body, answerTo)
}

/** What is asked of every request and upgrade before anything else: who may read the answer, or why there is none. */
function judged(
  { guard, limits }: HttpParts,
  { rawHeaders }: IncomingMessage,
  read: GuardedRequest,
): { readonly origin: string | null } | Answer {
  if (rawHeaders.length > 2 * limits.headers) return tooManyHeaders(limits)
  const verdict = guard(read)
  return verdict.passes ? verdict : problem(verdict.problem)
}

/** Hands an upgrade on that the guard lets pass; any other is answered as its request would be. */
function upgrade(parts: HttpParts, sockets: SocketGate, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { headers, repeated } = readHeaders(request.rawHeaders)
  const { method = 'GET', url: target = '/' } = request
  const verdict = judged(parts, request, { headers, repeated, method, target })
  if (!('status' in verdict)) return sockets.upgrade(request, socket, head)
  const answer = withHeaders(parts, verdict)
  const address = request.socket.remoteAddress ?? ''
  parts.onExchange?.({ request: { method, target, headers, address }, answer })
  writeRaw(socket, answer)
}

/** Answers as soon as there is an answer, in the same turn where it can be had at once. */
function attempt(parts: HttpParts, work: () => Answer | Promise<Answer>, then: (answer: Answer) => void): void {
  const failed = (fault: unknown): void => {
    parts.onFault(fault)
    then(OURS)
  }
  try {
    const answer = work()
    if (answer instanceof Promise) answer.then(then).catch(failed)
    else then(answer)
  } catch (fault) {
    failed(fault)
  }
}

const withHeaders = ({ headers }: HttpParts, answer: Answer): Answer =>
  headers === undefined ? answer : { ...answer, headers: [...answer.headers, ...headers] }

const OURS = problem({ status: 500, title: 'Fault of the mock', detail: 'The mock itself failed; its log says how.' })

const tooManyHeaders = (limits: Limits): Answer =>
  problem({
    status: 431,
    title: 'Too many headers',
    detail: `The request has too many headers. ${raiseLimit('headers', limits)}`,
  })

/** Sends after a while, unless the client has gone away by then. */
function sendLater(response: ServerResponse, ms: number, now: () => void): void {
  const timer = setTimeout(now, ms)
  response.once('close', () => clearTimeout(timer))
}

function send(response: ServerResponse, method: string, answer: Answer, origin: string | null): void {
  if (response.headersSent || response.destroyed) return
  const { status, headers, body } = answer
  if (answer.breaks) return void response.socket?.resetAndDestroy()
  if (answer.stream && method !== 'HEAD') return sendStream(response, answer, answer.stream)
  const bytes = Buffer.byteLength(body)
  const all = status === 204 ? [...headers] : [...headers, 'Content-Length', String(bytes)]
  if (origin !== null) all.push(...corsHeaders(origin))
  response.writeHead(status, all)
  if (method === 'HEAD' || status === 204) response.end()
  // As many bytes as characters: plain ASCII, which Node writes faster when told that there is nothing else in it.
  else response.end(body, bytes === body.length ? 'latin1' : 'utf8')
}

/** Sends pieces for as long as the client reads; ends when either side does. */
function sendStream(
  response: ServerResponse,
  { status, headers, body }: Answer,
  stream: NonNullable<Answer['stream']>,
): void {
  response.writeHead(status, [...headers])
  response.write(body)
  const stop = stream(
    (piece) => {
      // Ended, but not gone yet: writing would be an error that nobody catches.
      if (response.writableEnded || response.writableNeedDrain) return false
      response.write(piece)
      return true
    },
    () => response.end(),
  )
  response.once('close', stop)
}

/** Answers what Node's parser refused, so that the reason can be read; then the connection ends. */
function refuseUnparsed(parts: HttpParts, socket: Socket, code: string): void {
  const answer = withHeaders(parts, unparsed(code, parts.limits))
  parts.onExchange?.({ request: { ...UNREAD, address: socket.remoteAddress ?? '' }, answer })
  // Later, since a request before it in the same packet may be about to be answered.
  setImmediate(() => writeRaw(socket, answer))
}

const UNREAD = { method: 'unreadable', target: 'request', headers: {} }

function writeRaw(socket: Duplex, { status, headers, body }: Answer): void {
  if (!socket.writable) return void socket.destroy()
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...pairs(headers),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

function unparsed(code: string, limits: Limits): Answer {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem({
      status: 431,
      title: 'Headers too large',
      detail: `The headers have too many bytes. ${raiseLimit('headerBytes', limits)}`,
    })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem({
      status: 408,
      title: 'Request timed out',
      detail: 'The request was not complete in time: 10 s for headers, 30 s in all.',
    })
  return problem({ status: 400, title: 'Not HTTP', detail: 'The request could not be read as HTTP/1.1.' })
}

const pairs = (flat: readonly string[]): string[] => pairsOf(flat).map(([name, value]) => `${name}: ${value}`)

const pairsOf = (flat: readonly string[]): [name: string, value: string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] satisfies [string, string]] : []))
