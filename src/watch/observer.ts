import type { IncomingMessage } from 'node:http'
import type { HeaderPairs, Seen, SeenAt, SeenExchange } from '../passive/model/seen.ts'
import type { Reading } from '../passive/reading.ts'
import { codingsOf, decodeBody } from '../verify/send/body.ts'
import type { Tapped } from './forward.ts'
import { toPairs } from './hop-headers.ts'
import type { MissedTraffic } from './missed.ts'
import { createPauses } from './pauses.ts'
import { tapSocket } from './socket-tap.ts'
import type { Tap, Taps } from './taps.ts'
import { pairBytes, textBytes, type Teller } from './teller.ts'
import type { TunnelTap } from './tunnel.ts'

/** Where copies are kept, what is of interest, and who is told. */
export interface ObserverParts {
  /** Of the server that answers. */
  readonly origin: string
  readonly taps: Taps
  readonly wants: Reading['wants']
  readonly onSeen: (item: Seen) => void
  /** Called with an error of `onSeen`; the next item is told nevertheless. */
  readonly onFault: (fault: unknown) => void
}

/** Turns what passes into items, in order. Never delays it: bodies are decoded and told in its pauses. */
export interface Observer {
  /** Null: the exchange is of no interest. */
  readonly exchange: (request: IncomingMessage) => Tapped | null
  readonly socket: (request: IncomingMessage) => TunnelTap | null
  /** What was not told so far, since too much came at once, or in one piece. */
  readonly missed: () => MissedTraffic
  /** Resolves once everything so far was told. */
  readonly settled: () => Promise<void>
}

/** Starts with the first call. */
export function createObserver({ origin, taps, wants, onSeen, onFault }: ObserverParts): Observer {
  let number = 0
  const pauses = createPauses({ isFull: () => taps.kept() > MOST_KEPT, onFault })
  const missed = { others: 0, calls: 0, connections: 0, messages: 0 }
  const teller: Teller = {
    tell: (make, bytes) => pauses.add(async () => onSeen(await make()), bytes),
    miss: (kind) => void (missed[kind] += 1),
    place() {
      number += 1
      const own = `call ${number}`
      return (at) => ({ at, place: `${own} at ${new Date(at).toISOString().slice(11, 19)}` })
    },
  }
  return {
    settled: pauses.settled,
    missed: () => ({ ...missed }),
    exchange(request) {
      const [method, url] = [request.method ?? 'GET', origin + (request.url ?? '/')]
      const kind = wants(method, url)
      if (kind === null) return untapped(method, url, teller)
      const passed: Passed = {
        method,
        url,
        headers: toPairs(request.rawHeaders),
        sent: taps.open(),
        received: taps.open(),
        sentAt: Date.now(),
        begin: performance.now(),
      }
      return kind === 'polling' ? tapPolling(request, passed, teller) : tapCall(passed, teller)
    },
    socket(request) {
      const url = origin + (request.url ?? '/')
      return wants('GET', url) === 'polling' ? tapSocket(url, toPairs(request.rawHeaders), teller) : null
    },
  }
}

// Copies of what passes meanwhile need the rest.
const MOST_KEPT = 8 * 1024 * 1024

/** Counts an exchange that is of no interest. */
function untapped(method: string, url: string, { tell, miss, place }: Teller): null {
  const now = Date.now()
  const at = place()(now)
  if (!tell(() => ({ ...NOTHING, method, url, ...at, sentAt: now }), url.length)) miss('others')
  return null
}

const freeing =
  ({ sent, received }: Passed): (() => void) =>
  () => {
    sent.release()
    received.release()
  }

function tapCall(passed: Passed, { tell, miss, place }: Teller): Tapped {
  const [at, free] = [place(), freeing(passed)]
  return {
    request: passed.sent,
    response: passed.received,
    answered(status, raw) {
      const [end, ms] = [Date.now(), performance.now() - passed.begin]
      const judged = (): Promise<Seen> =>
        answeredItem(passed, { status, headers: toPairs(raw), ms }, at(end)).finally(free)
      if (tell(judged, headBytes(passed, raw))) return
      miss('calls')
      free()
    },
    lost(why) {
      const item = { ...itemOf(passed), ...at(Date.now()), received: null, lost: why }
      if (!tell(() => item, headBytes(passed, []) + textBytes(item.body))) miss('calls')
      free()
    },
  }
}

/** What is posted counts as sent when it arrives whole, which is before any answer to it. */
function tapPolling(request: IncomingMessage, passed: Passed, { tell, miss, place }: Teller): Tapped {
  const [at, free, isPost] = [place(), freeing(passed), passed.method === 'POST']
  // What follows on its connection cannot be judged without it.
  const leaveOut = (now: SeenAt): void => {
    miss('connections')
    if (passed.url.length <= MOST_URL) tell(() => ({ ...payloadOf(passed, 'sent', ENGINE_CLOSE), ...now }), 0)
  }
  if (isPost)
    request.once('end', () => {
      // Now, since it is freed with the answer.
      const item = { ...payloadOf(passed, 'sent', textOf(passed.sent)), ...at(passed.sentAt) }
      if (passed.sent.bytes() === null) return miss('messages')
      if (!tell(() => item, headBytes(passed, []) + textBytes(item.body))) leaveOut(at(passed.sentAt))
    })
  return {
    request: passed.sent,
    response: passed.received,
    answered(status, raw) {
      if (isPost || status !== 200) return free()
      const end = at(Date.now())
      const judged = (): Promise<Seen> =>
        bodyOf(passed.received, toPairs(raw))
          .then((body) => {
            if (body === null) miss('messages')
            return { ...payloadOf(passed, 'received', body ?? ''), ...end }
          })
          .finally(free)
      if (tell(judged, headBytes(passed, raw))) return
      free()
      leaveOut(end)
    },
    lost: free,
  }
}

/** The packet of Engine.IO that ends a connection. */
const ENGINE_CLOSE = '1'
const MOST_URL = 4096

/** What a call keeps until it is judged, beside its bodies. */
const headBytes = ({ url, headers }: Passed, raw: readonly string[]): number =>
  url.length + pairBytes(headers) + raw.reduce((sum, text) => sum + text.length, 0)

const NOTHING = { kind: 'exchange', headers: [], body: null, received: null, lost: 'it is no call' } as const

interface Passed extends Pick<SeenExchange, 'method' | 'url' | 'headers' | 'sentAt'> {
  readonly sent: Tap
  readonly received: Tap
  readonly begin: number
}

const itemOf = ({
  method,
  url,
  headers,
  sentAt,
  sent,
}: Passed): Pick<SeenExchange, 'kind' | 'method' | 'url' | 'headers' | 'sentAt' | 'body'> => ({
  kind: 'exchange',
  method,
  url,
  headers,
  sentAt,
  body: textOf(sent),
})

const textOf = (tap: Tap): string => tap.bytes()?.toString('utf8') ?? ''

const payloadOf = ({ url, headers }: Passed, way: 'sent' | 'received', body: string) =>
  ({ kind: 'payload', url, headers, way, body }) as const

interface Answer {
  readonly status: number
  readonly headers: HeaderPairs
  readonly ms: number
}

async function answeredItem(passed: Passed, { status, headers, ms }: Answer, at: SeenAt): Promise<SeenExchange> {
  const body = await bodyOf(passed.received, headers)
  const item = { ...itemOf(passed), ...at }
  if (passed.sent.bytes() === null) return { ...item, received: null, lost: 'its request is too long' }
  return body === null
    ? { ...item, received: null, lost: 'its answer is too long, or in an unknown coding' }
    : { ...item, received: { status, headers, body, ms }, lost: null }
}

/** The decoded text; null: it was too long to keep, or cannot be decoded. */
async function bodyOf(tap: Tap, headers: HeaderPairs): Promise<string | null> {
  const bytes = tap.bytes()
  if (bytes === null) return null
  const codings = codingsOf(headers)
  if (codings.length === 0) return bytes.toString('utf8')
  return decodeBody(once(bytes), codings).catch(() => null)
}

// oxlint-disable-next-line require-await -- it is there already
async function* once(bytes: Buffer): AsyncGenerator<Buffer, void> {
  yield bytes
}
