import type { IncomingMessage } from 'node:http'
import { http } from '../transport/http-module.ts'
import { isLoopback } from '../verify/model/loopback.ts'

/**
 * Node's `fetch`, except that this machine is called without a proxy: with `NODE_USE_ENV_PROXY`, Node would send calls to our own
 * servers, and their tokens, through it.
 */
export const directFetch = (url: string, init: RequestInit): Promise<Response> =>
  isLoopback(url) ? direct(url, init) : fetch(url, init)

async function direct(url: string, { method = 'GET', headers, body, signal }: RequestInit): Promise<Response> {
  const { request } = url.startsWith('https:') ? await import('node:https') : http
  // Only the global agent uses proxies.
  const options = { method, headers: Object.fromEntries(new Headers(headers)), agent: false, ...(signal && { signal }) }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, options).on('response', resolve).on('error', reject).end(body)
  })
  return toResponse(answer)
}

function toResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 0, headersDistinct } = answer
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  // No content: Response accepts no body with these statuses.
  return new Response(status === 204 ? null : toStream(answer), { status, headers })
}

/** The body as it arrives, with backpressure. */
const toStream = (answer: IncomingMessage): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      answer.on('data', (piece: Uint8Array) => {
        answer.pause()
        controller.enqueue(piece)
      })
      answer.on('end', () => controller.close()).on('error', (error) => controller.error(error))
    },
    pull: () => void answer.resume(),
    cancel: () => void answer.destroy(),
  })
