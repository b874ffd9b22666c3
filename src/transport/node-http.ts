import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Answer, Dispatch } from '../mock/answer.ts'
import type { Limits } from '../mock/limits.ts'
import { problem } from '../mock/problem.ts'
import type { ClientConnections } from './connections.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import type { Exchange } from './exchange.ts'
import type { Guard, GuardedRequest } from './guard.ts'
import { readRequest } from './headers.ts'
import { http } from './http-module.ts'
import { inflate, isCompressed } from './inflate.ts'
import { announcedBytes, hasBody, NO_BODY, readNodeBody, type NodeBody } from './node-body.ts'
import { pairsOf, rawAnswer, tooManyHeaders, unparsed } from './raw-answer.ts'
import { send } from './send.ts'
import type { SocketGate } from './socket-io/gate.ts'
import { asPlainRequest, isWebSocket, type UpgradeGate } from './upgrade.ts'

/** What an HTTP listener serves, its guard, and who is told. */
export interface HttpParts {
  readonly dispatch: Dispatch
  readonly guard: Guard
  readonly limits: Limits
  /** The connections of its plane. */
  readonly connections: ClientConnections
  /** Names and values in turn, on every answer of this listener that has none of that name. */
  readonly headers?: readonly string[]
  /** Called with each exchange, including refused ones. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Answers a preflight of an origin in place of the usual answer; null: the usual one. */
  readonly preflight?: (target: string, origin: string) => Answer | null
  /** Serves Socket.IO on the same port. */
  readonly sockets?: SocketGate
  /** Takes upgrades that are not for Socket.IO. */
  readonly webSockets?: UpgradeGate
  /** Called with internal errors; the client got a 500 without details. */
  readonly onFault: (fault: unknown) => void
}

/** A server that serves a dispatch behind a guard, not listening yet, with limits against slow and greedy clients. */
export function createHttpServer(parts: HttpParts): Server {
  const { limits } = parts
  const gates = [parts.sockets, parts.webSockets].filter((gate) => gate !== undefined)
  const gateOf = (request: IncomingMessage): UpgradeGate | undefined =>
    isWebSocket(request) ? gates.find(({ takes }) => takes(request.url ?? '/')) : undefined
  const server = http.createServer({
    ...(gates.length > 0 ? { shouldUpgradeCallback: (request: IncomingMessage) => gateOf(request) !== undefined } : {}),
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    // Clients are told five seconds. One that is held up must not lose a call which it sent within them.
    keepAliveTimeoutBuffer: 5_000,
    maxHeaderSize: limits.headerBytes,
    requireHostHeader: false,
    noDelay: true,
  })
  const take = (request: IncomingMessage, response: ServerResponse, goOn = nothing): void =>
    parts.connections.of(request.socket).take(request, response, () => serve(parts, request, response, goOn))
  // Counted here, since Node silently drops headers over its own limit. Their bytes are limited anyway.
  server.maxHeadersCount = 0
  server.maxRequestsPerSocket = 10_000
  parts.connections.watch(server)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => take(request, response))
  // Node would ask for the body, or answer 417, bypassing the guard. An unknown expectation may be ignored.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    take(request, response, () => response.writeContinue()),
  )
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => take(request, response))
  server.on('clientError', (error: Error & { code?: string }, socket: Socket) =>
    refuseUnparsed(parts, socket, error.code ?? ''),
  )
  if (gates.length > 0)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const gate = gateOf(request)
      if (gate) upgrade(parts, gate, request, socket, head)
      else asPlainRequest(server, request, socket, head)
    })
  return server
}

const nothing = (): void => {}

/** A request being served, and who may read its answer. */
interface Served {
  readonly shown: Exchange['request']
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly origin: string | null
  /** Asks for the body, if the client waits for that. */
  readonly goOn: () => void
}

function serve(parts: HttpParts, request: IncomingMessage, response: ServerResponse, goOn: () => void): void {
  const { target, headers, repeated } = readRequest(request)
  const method = request.method ?? 'GET'
  const address = request.socket.remoteAddress ?? ''
  const { refusal, origin } = judged(parts, request, { headers, repeated, method, target })
  // One object rather than a closure for each step: it shows in the requests per second.
  const served: Served = { shown: { method, target, headers, address }, request, response, origin, goOn }
  if (refusal) return finish(parts, served, refusal)
  if (origin !== null && isPreflight(method, headers))
    return finish(parts, served, parts.preflight?.(target, origin) ?? preflight(headers))
  if (parts.sockets?.takes(target)) return passToSockets(parts.sockets, served)
  if (!hasBody(headers)) return answerTo(parts, served, NO_BODY)
  if (goOn !== nothing && announcedBytes(headers) > parts.limits.body)
    return answerTo(parts, served, { ...NO_BODY, bytes: announcedBytes(headers), isCut: true })
  goOn()
  readNodeBody(request, parts.limits.body, (body) => answerTo(parts, served, body))
}

function passToSockets(sockets: SocketGate, { request, response, origin, goOn }: Served): void {
  for (const [name, value] of origin === null ? [] : pairsOf(corsHeaders(origin))) response.setHeader(name, value)
  goOn()
  sockets.request(request, response)
}

/** Answers in the same turn if possible. */
function answerTo(parts: HttpParts, served: Served, body: NodeBody): void {
  try {
    const answer = dispatched(parts, served, body)
    if (!(answer instanceof Promise)) return finish(parts, served, answer)
    answer.then((made) => finish(parts, served, made)).catch((fault: unknown) => failed(parts, served, fault))
  } catch (fault) {
    failed(parts, served, fault)
  }
}

function failed(parts: HttpParts, served: Served, fault: unknown): void {
  parts.onFault(fault)
  finish(parts, served, OURS)
}

function finish(parts: HttpParts, { shown, request, response, origin, goOn }: Served, made: Answer): void {
  const answer = withHeaders(parts, made)
  // A client may send its body without waiting, and that must not be read as a request.
  if (goOn !== nothing && !request.complete) response.shouldKeepAlive = false
  send(response, shown.method, answer, origin)
  parts.onExchange?.({ request: shown, answer })
}

/** Dispatches a request with its body, decompressed if necessary. */
function dispatched(
  { dispatch, limits }: HttpParts,
  { shown, response }: Served,
  { raw, bytes, isCut }: NodeBody,
): Answer | Promise<Answer> {
  const { method, target, headers, address } = shown
  const body = bytes === 0 ? '' : raw.toString()
  // Spelled out, since a spread for each request shows in the requests per second.
  const request = { method, target, headers, address, body, bodyBytes: bytes, isCut }
  const encoding = headers['content-encoding']
  if (!isCompressed(encoding) || isCut || bytes === 0) return dispatch(request, response)
  return inflate(raw, encoding, limits.body).then((inflated) => dispatch({ ...request, inflated }, response))
}

/** The first check of every request and upgrade: who may read the answer, or why it is refused. */
function judged(
  { guard, limits }: HttpParts,
  { rawHeaders }: IncomingMessage,
  read: GuardedRequest,
): { readonly refusal: Answer | null; readonly origin: string | null } {
  const verdict = guard(read)
  if (!verdict.passes) return { refusal: problem(verdict.problem), origin: null }
  return { refusal: rawHeaders.length > 2 * limits.headers ? tooManyHeaders(limits) : null, origin: verdict.origin }
}

/** Passes on an upgrade that the guard allows; any other is answered as an ordinary request. */
function upgrade(parts: HttpParts, gate: UpgradeGate, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { target, headers, repeated } = readRequest(request)
  const { method = 'GET' } = request
  const { refusal } = judged(parts, request, { headers, repeated, method, target })
  const connection = parts.connections.of(socket)
  if (!refusal) return connection.upgrade(() => gate.upgrade(request, socket, head))
  const answer = withHeaders(parts, refusal)
  const address = request.socket.remoteAddress ?? ''
  parts.onExchange?.({ request: { method, target, headers, address }, answer })
  connection.end(rawAnswer(answer))
}

/** An answer's own headers take precedence. */
const withHeaders = ({ headers }: HttpParts, answer: Answer): Answer => {
  if (headers === undefined) return answer
  const added = headers.filter((_, index) => !answer.headers.includes(headers[index - (index % 2)] ?? ''))
  return { ...answer, headers: [...answer.headers, ...added] }
}

const OURS = problem({ status: 500, title: 'Fault of the mock', detail: 'The mock itself failed; its log says how.' })

/** Answers what Node's parser rejected, so that the client can read the reason; then ends the connection. */
function refuseUnparsed(parts: HttpParts, socket: Socket, code: string): void {
  // The client has left, perhaps while its request waited for an answer: there is no one to tell, and nothing unreadable.
  if (IS_GONE.has(code)) return parts.connections.of(socket).cut()
  const answer = withHeaders(parts, unparsed(code, parts.limits))
  parts.onExchange?.({ request: { ...UNREAD, address: socket.remoteAddress ?? '' }, answer })
  // Deferred, since an earlier request in the same packet may be about to be answered.
  setImmediate(() => parts.connections.of(socket).end(rawAnswer(answer)))
}

const IS_GONE = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])

const UNREAD = { method: 'unreadable', target: 'request', headers: {} }
