import type { IncomingMessage } from 'node:http'
import type { HeaderPairs, Seen, SeenAt, SeenExchange } from '../passive/model/seen.ts'
import type { Reading } from '../passive/reading.ts'
import { codingsOf, decodeBody } from '../verify/send/body.ts'
import type { Tapped } from './forward.ts'
import { toPairs } from './hop-headers.ts'
import { createPauses } from './pauses.ts'
import type { Tap, Taps } from './taps.ts'
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
  /** Resolves once everything so far was told. */
  readonly settled: () => Promise<void>
}

/** Starts with the first call. */
export function createObserver({ origin, taps, wants, onSeen, onFault }: ObserverParts): Observer {
  let number = 0
  const pauses = createPauses({ isFull: () => taps.kept() > MOST_KEPT, onFault })
  const teller: Teller = {
    tell: (make) => pauses.add(async () => onSeen(await make())),
    place() {
      number += 1
      const own = `call ${number}`
      return (at) => ({ at, place: `${own} at ${new Date(at).toISOString().slice(11, 19)}` })
    },
  }
  return {
    settled: pauses.settled,
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

/** Tells items in the order in which they came, and names their places. */
interface Teller {
  readonly tell: (make: () => Seen | Promise<Seen>) => void
  /** The place of the next call, at a time. */
  readonly place: () => (at: number) => SeenAt
}

/** Counts an exchange that is of no interest. */
function untapped(method: string, url: string, { tell, place }: Teller): null {
  const now = Date.now()
  const at = place()(now)
  tell(() => ({ ...NOTHING, method, url, ...at, sentAt: now }))
  return null
}

const freeing =
  ({ sent, received }: Passed): (() => void) =>
  () => {
    sent.release()
    received.release()
  }

function tapCall(passed: Passed, { tell, place }: Teller): Tapped {
  const [at, free] = [place(), freeing(passed)]
  return {
    request: passed.sent,
    response: passed.received,
    answered(status, raw) {
      const [end, ms] = [Date.now(), performance.now() - passed.begin]
      tell(() => answeredItem(passed, { status, headers: toPairs(raw), ms }, at(end)).finally(free))
    },
    lost(why) {
      const item = { ...itemOf(passed), ...at(Date.now()), received: null, lost: why }
      tell(() => item)
      free()
    },
  }
}

/** What is posted counts as sent when it arrives whole, which is before any answer to it. */
function tapPolling(request: IncomingMessage, passed: Passed, { tell, place }: Teller): Tapped {
  const [at, free, isPost] = [place(), freeing(passed), passed.method === 'POST']
  if (isPost)
    request.once('end', () => {
      // Now, since it is freed with the answer.
      const item = { ...payloadOf(passed, 'sent', textOf(passed.sent)), ...at(passed.sentAt) }
      tell(() => item)
    })
  return {
    request: passed.sent,
    response: passed.received,
    answered(status, raw) {
      if (isPost || status !== 200) return free()
      const end = Date.now()
      tell(() =>
        bodyOf(passed.received, toPairs(raw))
          .then((body) => ({ ...payloadOf(passed, 'received', body ?? ''), ...at(end) }))
          .finally(free),
      )
    },
    lost: free,
  }
}

function tapSocket(url: string, headers: HeaderPairs, { tell, place }: Teller): TunnelTap {
  const at = place()
  const wire = at(0).place
  const tellNow = (make: (now: SeenAt) => Seen): void => {
    const item = make(at(Date.now()))
    tell(() => item)
  }
  return {
    opened: () => tellNow((now) => ({ kind: 'socket', wire, url, headers, ...now })),
    message: (way, data) =>
      data === null ? undefined : tellNow((now) => ({ kind: 'frame', wire, way, data, ...now })),
    closed: () => tellNow((now) => ({ kind: 'close', wire, ...now })),
  }
}

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
