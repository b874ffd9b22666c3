import type { Seen, SeenExchange } from '../model/seen.ts'
import type { HarEntry } from './har.ts'

/** What requests are to the reader: calls, or long polling of Socket.IO. */
export type KindOf = (method: string, url: string) => 'call' | 'polling' | null

/** The entries of a HAR as items, in the order of their time. `name` is its file. */
export function harItems(entries: readonly HarEntry[], name: string, wants: KindOf): Seen[] {
  return entries
    .flatMap((entry) => itemsOf(entry, `${name}, entry ${entry.number}`, wants))
    .toSorted((a, b) => a.at - b.at)
}

function itemsOf(entry: HarEntry, place: string, wants: KindOf): Seen[] {
  if (entry.isWebSocket) return socketItems(entry, place)
  const { method, url } = entry
  return wants(method, url) === 'polling' ? pollingItems(entry, place) : [exchangeItem(entry, place)]
}

function exchangeItem(entry: HarEntry, place: string): SeenExchange {
  const { startedAt, ms, status, headers, body } = entry
  const lost = lostBy(entry)
  return {
    kind: 'exchange',
    method: entry.method,
    url: entry.url,
    headers: entry.requestHeaders,
    body: entry.requestBody,
    received: lost === null ? { status, headers, body: body ?? '', ms } : null,
    lost,
    sentAt: startedAt,
    at: startedAt + ms,
    place,
  }
}

function lostBy({ status, body, failure }: HarEntry): string | null {
  if (status <= 0) return failure === null ? 'no answer was recorded' : `no answer was recorded (${failure})`
  // These have none.
  if (body === null && status !== 204 && status !== 304)
    return 'the recording has no body of its answer; record with content'
  return null
}

/** What a client posts is sent at once; what it polls for arrives with the answer. */
function pollingItems(
  { startedAt, ms, method, url, requestHeaders, requestBody, status, body }: HarEntry,
  place: string,
): Seen[] {
  const common = { kind: 'payload', url, headers: requestHeaders, place } as const
  if (method === 'POST')
    return requestBody === null ? [] : [{ ...common, way: 'sent', body: requestBody, at: startedAt }]
  return status === 200 && body !== null ? [{ ...common, way: 'received', body, at: startedAt + ms }] : []
}

function socketItems({ number, startedAt, ms, url, requestHeaders, frames }: HarEntry, place: string): Seen[] {
  const wire = `entry ${number}`
  let at = startedAt
  const items = (frames ?? []).map((frame, index): Seen => {
    // Without times, frames follow each other.
    at = Math.max(at, frame.at ?? at)
    return { kind: 'frame', wire, way: frame.way, data: frame.data, at, place: `${place}, message ${index + 1}` }
  })
  return [
    { kind: 'socket', wire, url, headers: requestHeaders, place, at: startedAt },
    ...items,
    { kind: 'close', wire, place, at: Math.max(at, startedAt + ms) },
  ]
}
