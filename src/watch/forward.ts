import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { passedOn, withHeader } from './hop-headers.ts'
import type { Tap } from './taps.ts'
import { failureOf, noAnswer, problemText, type TroubleAnswer } from './trouble-answer.ts'
import type { Upstream } from './upstream.ts'

/** What is copied of an exchange while it passes, and who is told of its end. */
export interface Tapped {
  readonly request: Tap
  readonly response: Tap
  /** The whole answer was passed on. */
  readonly answered: (status: number, headers: readonly string[]) => void
  /** There is no whole answer, and why: the end of `it was not judged: `. */
  readonly lost: (why: string) => void
}

/** An exchange that is passed on. */
interface Passing {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly upstream: Upstream
  /** Null: it is of no interest. */
  readonly tapped: Tapped | null
}

/** Bodies up to this are read first: they can be sent again, and in one piece. */
const MOST_READ_FIRST = 65_536

/** Passes a request on, and its answer back, at the pace of the slower side. */
export function forward(passing: Passing): void {
  const { request, tapped } = passing
  const length = Number(request.headers['content-length'] ?? NaN)
  if (request.headers['transfer-encoding'] === undefined && !(length > 0)) return dispatch(passing, null)
  if (!(length <= MOST_READ_FIRST))
    return dispatch(passing, Readable.from(copied(request, tapped?.request), { objectMode: false }))
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    tapped?.request.add(chunk)
  })
  request.on('end', () => dispatch(passing, Buffer.concat(chunks)))
  // Its copy would be kept for ever.
  request.once('close', () => (request.complete ? undefined : tapped?.lost(LEFT)))
}

async function* copied(request: IncomingMessage, tap: Tap | undefined): AsyncGenerator<Buffer, void> {
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    tap?.add(bytes)
    yield bytes
  }
}

function dispatch(passing: Passing, body: Readable | Buffer | null): void {
  const { request, response, upstream, tapped } = passing
  if (response.destroyed) return tapped?.lost(LEFT)
  const headers = passedOn(request.rawHeaders)
  const method = request.method ?? 'GET'
  const options: Dispatcher.DispatchOptions = {
    origin: upstream.origin,
    path: request.url ?? '/',
    method: toMethod(method),
    headers: upstream.host === null ? headers : withHeader(headers, 'host', upstream.host),
    body,
  }
  const again = body instanceof Readable ? null : (): void => send(options, passing, null)
  // A kept connection may have been closed meanwhile, which no client of the target itself would notice.
  send(options, passing, isHarmless(method) ? again : null)
}

// Undici's types list the usual ones, and it sends any.
const isMethod = (method: string): method is Dispatcher.HttpMethod => /^[A-Z-]+$/.test(method)
const toMethod = (method: string): Dispatcher.HttpMethod => (isMethod(method) ? method : 'GET')
const isHarmless = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

function send(
  options: Dispatcher.DispatchOptions,
  { response, upstream, tapped }: Passing,
  again: (() => void) | null,
): void {
  let status = 0
  let answerHeaders: string[] = []
  let leave = (): void => {}
  let flushing: NodeJS.Immediate | undefined
  let [length, whole]: [string, string | null] = ['', null]
  upstream.agent.dispatch(options, {
    onRequestStart(controller) {
      leave = () => controller.abort(new Error('the client left'))
      response.once('close', leave)
      response.on('drain', () => controller.resume())
    },
    onResponseStart(controller, code, headers, message) {
      if (code < 200) return
      answerHeaders = passedOn(textsOf(controller.rawHeaders))
      length = String(headers['content-length'] ?? '')
      response.sendDate = false
      response.writeHead(code, reasonOf(message), answerHeaders)
      status = code
      // Node waits for the body, and a client may wait for the headers alone. Most bodies come with them.
      flushing = setImmediate(() => response.flushHeaders())
    },
    onResponseData(controller, chunk) {
      clearImmediate(flushing)
      tapped?.response.add(chunk)
      // As a text, it goes out in one piece with the headers: the bytes are the same.
      if (chunk.length <= MOST_IN_ONE && length === String(chunk.length)) whole = chunk.toString('latin1')
      else if (!response.write(chunk)) controller.pause()
    },
    onResponseEnd() {
      clearImmediate(flushing)
      response.off('close', leave)
      if (whole === null) response.end()
      else response.end(whole, 'latin1')
      tapped?.answered(status, answerHeaders)
    },
    onResponseError(_controller, error) {
      clearImmediate(flushing)
      response.off('close', leave)
      if (status === 0 && again && !response.destroyed) return again()
      tapped?.lost(lostBy(response, status, error))
      if (status === 0 && !response.destroyed) answerTrouble(response, noAnswer(upstream.origin, error))
      // Half an answer must not look like a whole one.
      else response.destroy()
    },
  })
}

const MOST_IN_ONE = 16_384

const lostBy = ({ destroyed }: ServerResponse, status: number, error: Error): string => {
  if (destroyed) return 'its client left before the answer was complete'
  return status === 0 ? `the target ${failureOf(error)}` : LOST
}

const LEFT = 'its client left before it was sent'
const LOST = 'the target ended the connection before the answer was complete'

/** The bytes of a reason phrase, as a text that Node writes; undici has read them as UTF-8, control characters and all. */
const reasonOf = (message = ''): string =>
  Buffer.from(message)
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ' ')

const textsOf = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.map((each: unknown) => (Buffer.isBuffer(each) ? each.toString('latin1') : String(each))) : []

/** Answers in place of the target. */
export function answerTrouble(response: ServerResponse, answer: TroubleAnswer): void {
  const body = problemText(answer)
  response.writeHead(answer.status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(body)
}
