import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
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
import { inflate, isCompressed } from './inflate.ts'
import { announcedBytes, hasBody, NO_BODY, readNodeBody, type NodeBody } from './node-body.ts'
import { pairsOf, rawAnswer, tooManyHeaders, unparsed } from './raw-answer.ts'
import { send } from './send.ts'
import type { SocketGate } from './socket-io/gate.ts'
import { asPlainRequest, isWebSocket } from './upgrade.ts'

/** What an HTTP listener serves, its guard, and who is told. */
export interface HttpParts {
  readonly dispatch: Dispatch
  readonly guard: Guard
  readonly limits: Limits
  /** The connections of its plane. */
  readonly connections: ClientConnections
  /** Names and values in turn, on every answer of this listener. */
  readonly headers?: readonly string[]
  /** Called with each exchange, including refused ones. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Serves Socket.IO on the same port. */
  readonly sockets?: SocketGate
  /** Called with internal errors; the client got a 500 without details. */
  readonly onFault: (fault: unknown) => void
}

/** A server that serves a dispatch behind a guard, not listening yet, with limits against slow and greedy clients. */
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
  if (sockets)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isForSockets(request)) upgrade(parts, sockets, request, socket, head)
      else asPlainRequest(server, request, socket, head)
    })
  return server
}

const nothing = (): void => {}

/** `goOn` asks for the body, if the client waits for that. */
function serve(parts: HttpParts, request: IncomingMessage, response: ServerResponse, goOn: () => void): void {
  const { target, headers, repeated } = readRequest(request)
  const method = request.method ?? 'GET'
  const address = request.socket.remoteAddress ?? ''
  const shown = { method, target, headers, address }
  const finish = (made: Answer, reader: string | null): void => {
    const answer = withHeaders(parts, made)
    // A client may send its body without waiting, and that must not be read as a request.
    if (goOn !== nothing && !request.complete) response.shouldKeepAlive = false
    send(response, method, answer, reader)
    parts.onExchange?.({ request: shown, answer })
  }
  const { refusal, origin } = judged(parts, request, { headers, repeated, method, target })
  if (refusal) return finish(refusal, origin)
  if (origin !== null && isPreflight(method, headers)) return finish(preflight(headers), origin)
  if (parts.sockets?.takes(target)) {
    for (const [name, value] of origin === null ? [] : pairsOf(corsHeaders(origin))) response.setHeader(name, value)
    goOn()
    return parts.sockets.request(request, response)
  }
  const answerTo = (body: NodeBody): void => {
    attempt(
      parts,
      () => dispatched(parts, shown, body),
      (answer) => finish(answer, origin),
    )
  }
  if (!hasBody(headers)) return answerTo(NO_BODY)
  const announced = announcedBytes(headers)
  if (goOn !== nothing && announced > parts.limits.body) return answerTo({ ...NO_BODY, bytes: announced, isCut: true })
  goOn()
  readNodeBody(request, parts.limits.body, answerTo)
}

/** Dispatches a request with its body, decompressed if necessary. */
function dispatched(
  { dispatch, limits }: HttpParts,
  shown: Exchange['request'],
  { raw, bytes, isCut }: NodeBody,
): Answer | Promise<Answer> {
  const request = { ...shown, body: bytes === 0 ? '' : raw.toString(), bodyBytes: bytes, isCut }
  const encoding = shown.headers['content-encoding']
  if (!isCompressed(encoding) || isCut || bytes === 0) return dispatch(request)
  return inflate(raw, encoding, limits.body).then((inflated) => dispatch({ ...request, inflated }))
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
function upgrade(parts: HttpParts, sockets: SocketGate, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { target, headers, repeated } = readRequest(request)
  const { method = 'GET' } = request
  const { refusal } = judged(parts, request, { headers, repeated, method, target })
  const connection = parts.connections.of(socket)
  if (!refusal) return connection.upgrade(() => sockets.upgrade(request, socket, head))
  const answer = withHeaders(parts, refusal)
  const address = request.socket.remoteAddress ?? ''
  parts.onExchange?.({ request: { method, target, headers, address }, answer })
  connection.end(rawAnswer(answer))
}

/** Answers as soon as there is an answer, in the same turn if possible. */
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

/** Answers what Node's parser rejected, so that the client can read the reason; then ends the connection. */
function refuseUnparsed(parts: HttpParts, socket: Socket, code: string): void {
  const answer = withHeaders(parts, unparsed(code, parts.limits))
  parts.onExchange?.({ request: { ...UNREAD, address: socket.remoteAddress ?? '' }, answer })
  // Deferred, since an earlier request in the same packet may be about to be answered.
  setImmediate(() => parts.connections.of(socket).end(rawAnswer(answer)))
}

const UNREAD = { method: 'unreadable', target: 'request', headers: {} }
