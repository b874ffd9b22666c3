import type { ConnectOptions } from '../client/connect.ts'
import { replyOf } from '../client/requester.ts'
import { isTrouble, type Received, type Send } from '../verify/model/exchange.ts'

/**
 * A `fetch` for control planes over the connections of a sender: with its proxies and certificates, and without a proxy on loopback,
 * whatever this process's variables tell its own `fetch`.
 */
export const fetchBy =
  (send: Send): NonNullable<ConnectOptions['fetch']> =>
  async (url, { method = 'GET', headers, body, signal }) => {
    const { origin, pathname, search } = new URL(url)
    const request = {
      method,
      target: `${pathname}${search}`,
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? body : null,
    }
    const to = { baseUrl: origin, timeoutMs: TIMEOUT_MS, signal: signal ?? new AbortController().signal }
    const { status, body: text } = answerOf(await send(request, to))
    return replyOf(status, text)
  }

/** Accepts a 503, which a control plane may return itself. Throws like `fetch` if there is no answer. */
function answerOf(result: Awaited<ReturnType<Send>>): Received {
  if (!isTrouble(result)) return result
  if (result.answer) return result.answer
  throw new TypeError(result.message)
}

const TIMEOUT_MS = 60_000
