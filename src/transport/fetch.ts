import type { Answer, Dispatch, MockRequest } from '../mock/answer.ts'
import type { Limits } from '../mock/limits.ts'
import { inflate, isCompressed } from './inflate.ts'

/** Answers a Fetch `Request`, in Node or in a page. */
export type FetchHandler = (request: Request) => Promise<Response>

/** How requests are handled. */
export interface FetchOptions {
  readonly dispatch: Dispatch
  readonly limits: Limits
}

/** Handles Fetch requests with the same dispatch as HTTP, byte for byte. */
export const createFetchHandler =
  ({ dispatch, limits }: FetchOptions): FetchHandler =>
  async (request) =>
    toResponse(await dispatch(await toMockRequest(request, limits)), request.method)

// Fetch requests come from this process.
const ADDRESS = '127.0.0.1'

/** A Fetch request as plain data, without `prefix`, a path in front of every path, as in `http://app.test/api`. */
export async function toMockRequest(request: Request, limits: Limits, prefix = ''): Promise<MockRequest> {
  const url = new URL(request.url)
  const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) || '/' : url.pathname
  const bytes = request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer())
  const isCut = bytes.length > limits.body
  const encoding = request.headers.get('content-encoding') ?? undefined
  const inflated = isCompressed(encoding) && !isCut ? { inflated: await inflate(bytes, encoding, limits.body) } : {}
  return {
    method: request.method,
    target: `${path}${url.search}`,
    headers: { host: url.host, ...Object.fromEntries(request.headers) },
    body: isCut ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    bodyBytes: bytes.length,
    isCut,
    address: ADDRESS,
    ...inflated,
  }
}

/** An answer as a Fetch response, after its delay. A broken connection is a network error, as in `fetch`. */
export async function toResponse(answer: Answer, method: string): Promise<Response> {
  if (answer.delayMs !== undefined) await later(answer.delayMs)
  if (answer.breaks) return Response.error()
  const hasBody = method !== 'HEAD' && answer.status !== 204
  if (answer.stream && hasBody) return streamed(answer, answer.stream)
  return new Response(hasBody ? answer.body : null, { status: answer.status, headers: toHeaders(answer.headers) })
}

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

// How much may wait in this process for a slow reader.
const KEPT_BYTES = 1024 * 1024

/** A body that continues until either side ends it; what a slow reader can't take is lost. */
function streamed({ status, headers, body }: Answer, stream: NonNullable<Answer['stream']>): Response {
  const encoder = new TextEncoder()
  let stop = (): void => {}
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      controller.enqueue(encoder.encode(body))
      const send = (piece: string): boolean => {
        if ((controller.desiredSize ?? 0) <= 0) return false
        controller.enqueue(encoder.encode(piece))
        return true
      }
      stop = stream(send, () => controller.close())
    },
    cancel: () => stop(),
  }
  const pieces = new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: KEPT_BYTES }))
  return new Response(pieces, { status, headers: toHeaders(headers) })
}

const toHeaders = (flat: readonly string[]): Headers => {
  const headers = new Headers()
  for (let at = 0; at < flat.length; at += 2) headers.append(flat[at] ?? '', flat[at + 1] ?? '')
  return headers
}
