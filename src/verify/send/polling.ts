import { Fetch } from 'socket.io-client'
import { isContainer } from '../../json.ts'
import { isTrouble, type Destination, type Received, type Send, type Trouble } from '../model/exchange.ts'

/** How to send the requests of long polling. */
export interface PollingParts {
  readonly send: Send
  /** Aborts every request. */
  readonly signal: AbortSignal
  /** Called with each request, which never rejects. */
  readonly onExchange: (exchange: Promise<unknown>) => void
  /** Called with trouble before the client, which drops the details. */
  readonly onTrouble: (trouble: Trouble) => void
}

// A poll is answered by the next ping at the latest.
const LONGEST_POLL_MS = 120_000

/**
 * Long polling for the Socket.IO client over `send`: certificates, proxies and limits as for any request, and no redirects.
 * Keeps cookies for the connection, since load balancers use them for sticky sessions.
 */
export function pollingBy({ send, signal, onExchange, onTrouble }: PollingParts): typeof Fetch {
  const cookies = new Map<string, string>()
  return class extends Fetch {
    override doPoll(): void {
      void this.#exchange('GET', null).then((body) => body !== null && this.onData(body))
    }

    override doWrite(data: string, callback: () => void): void {
      void this.#exchange('POST', data).then((body) => body !== null && callback())
    }

    #exchange(method: string, body: string | null): Promise<string | null> {
      const exchange = this.#exchanged(method, body)
      onExchange(exchange)
      return exchange
    }

    /** The body of an answer; null: there is none, and the reason was reported. */
    async #exchanged(method: string, body: string | null): Promise<string | null> {
      const url = new URL(this.uri())
      const to: Destination = { baseUrl: url.origin, timeoutMs: LONGEST_POLL_MS, signal }
      const own = body === null ? {} : { 'Content-Type': 'text/plain;charset=UTF-8' }
      const headers = { ...headersIn(this.opts), ...cookieHeader(cookies), ...own }
      const result = await send({ method, target: url.pathname + url.search, headers, body }, to).catch(() => null)
      if (result && !isTrouble(result)) keepCookies(cookies, result)
      if (result && !isTrouble(result) && result.status === 200) return result.body
      if (result) onTrouble(isTrouble(result) ? result : unexpected(url, result))
      // Also after an abort from here, to stop the client's timers.
      this.onError('polling failed', null)
      return null
    }
  }
}

const unexpected = ({ host, pathname }: URL, { status }: Received): Trouble => ({
  kind: 'malformed',
  message: `${host} answered ${status} to Socket.IO at ${pathname}; check that it is served there.`,
})

const headersIn = (options: unknown): Record<string, string> => {
  const given: unknown = isContainer(options) ? options['extraHeaders'] : null
  return Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]))
}

const cookieHeader = (cookies: ReadonlyMap<string, string>): Record<string, string> =>
  cookies.size === 0 ? {} : { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }

function keepCookies(cookies: Map<string, string>, { headers }: Received): void {
  for (const [header, text] of headers) {
    const [, name = '', value = ''] = /^([^=;\s]+)=([^;]*)/.exec(header === 'set-cookie' ? text : '') ?? []
    if (name !== '') cookies.set(name, value)
  }
}
