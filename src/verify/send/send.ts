import type { Dispatcher } from 'undici'
import type { WireRequest } from '../../contract/model/case-request.ts'
import type { Destination, Received, Send, Trouble } from '../model/exchange.ts'
import { isLoopback } from '../model/loopback.ts'
import { codingsOf, decodeBody } from './body.ts'
import { withinTime } from './deadline.ts'
import { createDispatchers, type Proxies, type SendOptions } from './dispatchers.ts'
import { toTrouble } from './trouble.ts'

const GATEWAY = [502, 503, 504]

const OWN_HEADERS = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br',
  'user-agent': 'greenroom-verify',
}

/** Where to send a request, and over which connections. */
interface Way {
  readonly base: URL
  readonly dispatcher: Dispatcher
  /** Host and port, for messages. */
  readonly where: string
}

/** Sends over its own connections, which are kept alive until `close` cuts them. Certificates are always checked. */
export function createSend(options: SendOptions = {}): { send: Send; close: () => Promise<void> } {
  const closing = new AbortController()
  const { near, far } = createDispatchers(options, closing.signal)
  const wayTo = (baseUrl: string): Way | null => {
    const base = URL.parse(baseUrl)
    if (!base) return null
    return isLoopback(base.href)
      ? { base, dispatcher: near, where: placeOf(base) }
      : { base, dispatcher: far, where: placeOf(base) + proxyText(base, options.proxies) }
  }
  // Nearly all requests go to the same few URLs.
  const ways = new Map<string, Way | null>()
  return {
    send: async (request, to) => {
      const way = ways.get(to.baseUrl) ?? wayTo(to.baseUrl)
      ways.set(to.baseUrl, way)
      return way ? sendOnce(request, to, way) : NO_URL
    },
    close: async () => {
      await Promise.all([...new Set([near, far])].map((dispatcher) => dispatcher.destroy()))
      // Sockets that are still connecting belong to no client yet.
      closing.abort()
    },
  }
}

/** The proxy for calls, if there is one. Only undici knows whether `NO_PROXY` exempts them. */
function proxyText({ protocol }: URL, { http = '', https = '', except = '' }: Proxies = {}): string {
  const proxy = protocol === 'https:' && https !== '' ? https : http
  if (proxy === '') return ''
  return ` (through the proxy ${placeOf(new URL(proxy))}${except === '' ? '' : ', unless NO_PROXY names the host'})`
}

const NO_URL: Trouble = { kind: 'malformed', message: 'The base URL of the target is not a URL.' }

async function sendOnce(request: WireRequest, to: Destination, way: Way): Promise<Received | Trouble> {
  to.signal.throwIfAborted()
  try {
    return await withinTime(to, (signal) => exchange(request, way, signal))
  } catch (error) {
    to.signal.throwIfAborted()
    return toTrouble(error, way.where, to.timeoutMs)
  }
}

async function exchange(request: WireRequest, way: Way, signal: AbortSignal): Promise<Received | Trouble> {
  const sentAt = performance.now()
  const answer = await way.dispatcher.request({
    origin: way.base.origin,
    // Passed separately from the origin, so that nothing normalizes it.
    path: way.base.pathname.replace(/\/$/, '') + request.target,
    method: request.method,
    headers: withOwn(request.headers),
    body: request.body,
    signal,
    responseHeaders: 'raw',
  })
  const headers = pairsOf(answer.headers)
  const body = await decodeBody(answer.body, codingsOf(headers))
  const received = { status: answer.statusCode, headers, body, ms: performance.now() - sentAt }
  return GATEWAY.includes(received.status) ? gateway(way, received) : received
}

const gateway = ({ where }: Way, answer: Received): Trouble => ({
  kind: 'gateway',
  answer,
  message: `${where} answered ${answer.status}; check what stands in front of the target, and whether the target runs.`,
})

const placeOf = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port === '' ? { 'http:': 80, 'https:': 443 }[protocol] : port}`

function withOwn(headers: WireRequest['headers']): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  return { ...Object.fromEntries(Object.entries(OWN_HEADERS).filter(([name]) => !given.has(name))), ...headers }
}

/** Names and values, which undici hands over as one flat list of both. */
function pairsOf(raw: unknown): [string, string][] {
  const texts = Array.isArray(raw) ? raw.map(String) : []
  return texts.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), texts[at + 1] ?? '']] : []))
}
