import type { ServerResponse } from 'node:http'
import type { Answer } from '../mock/answer.ts'
import { corsBeside } from './cors.ts'

/** Sends an answer after its delay, unless the client has disconnected; `origin` may read it. */
export function send(response: ServerResponse, method: string, answer: Answer, origin: string | null): void {
  if (answer.delayMs === undefined) return sendNow(response, method, answer, origin)
  const timer = setTimeout(() => sendNow(response, method, answer, origin), answer.delayMs)
  response.once('close', () => clearTimeout(timer))
}

function sendNow(response: ServerResponse, method: string, answer: Answer, origin: string | null): void {
  if (response.headersSent || response.destroyed) return
  const { status, headers, body } = answer
  if (answer.breaks) return void response.socket?.resetAndDestroy()
  if (answer.stream && method !== 'HEAD') return sendStream(response, answer, answer.stream)
  const bytes = Buffer.byteLength(body)
  const all = status === 204 ? [...headers] : [...headers, 'Content-Length', String(bytes)]
  if (origin !== null) all.push(...corsBeside(headers, origin))
  response.writeHead(status, all)
  if (method === 'HEAD' || status === 204) response.end()
  // As many bytes as characters, so plain ASCII, which Node writes faster when told so.
  else response.end(body, bytes === body.length ? 'latin1' : 'utf8')
}

/** Sends pieces while the client reads; ends when either side does. */
function sendStream(
  response: ServerResponse,
  { status, headers, body }: Answer,
  stream: NonNullable<Answer['stream']>,
): void {
  response.writeHead(status, [...headers])
  response.write(body)
  const stop = stream(
    (piece) => {
      // Ended but not closed yet: writing would be an uncaught error.
      if (response.writableEnded || response.writableNeedDrain) return false
      response.write(piece)
      return true
    },
    () => response.end(),
  )
  response.once('close', stop)
}
