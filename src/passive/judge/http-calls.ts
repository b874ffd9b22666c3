import type { CaseCall, CaseRequest } from '../../contract/model/case.ts'
import type { Face } from '../../contract/model/face.ts'
import { isObject, parseJson } from '../../json.ts'
import type { Received } from '../../verify/model/exchange.ts'
import { isLoopback } from '../../verify/model/loopback.ts'
import { parsedBody } from '../../verify/model/parsed-body.ts'
import type { Repeats } from '../../verify/redact/repeats.ts'
import { valuesOf, type SeenExchange } from '../model/seen.ts'
import type { Sighting } from '../model/sighting.ts'
import { metBy } from './met.ts'
import { toAnsweredCall } from './recorded-call.ts'
import type { CalledFace } from './routes.ts'

/** A judged exchange, or why it says nothing about the contract. */
export type HttpSighting = { readonly sighting: Sighting } | { readonly lost: string }

/** What an exchange is judged with. */
export interface ExchangeParts {
  readonly called: CalledFace
  readonly url: URL
  /** Finds credentials in answers, by the credentials of a call. */
  readonly repeats: (secrets: readonly string[]) => Repeats
  /** So many characters of a call are judged; of a longer one, its status alone. */
  readonly mostJudged: number
}

/** Judges one exchange. Gateways, redirects, caches and limits that no document mentions are not the operation's answer. */
export function judgeExchange(whole: SeenExchange, { called, url, repeats, mostJudged }: ExchangeParts): HttpSighting {
  const isLong = (whole.body?.length ?? 0) + (whole.received?.body.length ?? 0) > mostJudged
  const exchange = isLong ? beginningOf(whole) : whole
  const { received } = exchange
  const lost =
    received === null ? exchange.lost : (notItsAnswer(received, called.face) ?? tooLong(isLong, received, called.face))
  if (received === null || lost !== null) return { lost: lost ?? 'there is no answer' }
  const secrets = credentialsOf(exchange, called.face)
  const answered = toAnsweredCall({
    face: called.face,
    ...sentIn(exchange, called, url),
    received,
    sockets: null,
    // A greenroom on this machine may have a clock of its own.
    at: isLoopback(url.href) ? null : exchange.at,
    absent: [],
    repeatsSecret: repeats(secrets),
  })
  const met = metBy(answered)
  const headers = Object.fromEntries(exchange.headers)
  const request = { method: exchange.method, target: url.pathname + url.search, headers, body: exchange.body }
  return {
    sighting: {
      face: called.face,
      outcome: met.outcome,
      transport: 'http',
      place: exchange.place,
      breaches: met.judgement.breaches,
      notes: [],
      played: { call: met.answered.call, request, answered: met.answered, judgement: met.judgement, packets: [] },
      secrets,
      origin: url.origin,
    },
  }
}

/** A status that no outcome has is wrong whatever the body says. */
const tooLong = (isLong: boolean, { status }: Received, { outcomes }: Face): string | null =>
  isLong && outcomes.some((outcome) => outcome.status === status)
    ? 'too long beyond the status, which is documented'
    : null

/** What may be shown of a long exchange. */
const beginningOf = ({ received, body, ...exchange }: SeenExchange): SeenExchange => ({
  ...exchange,
  body: body?.slice(0, BEGINNING) ?? null,
  received: received && { ...received, body: received.body.slice(0, BEGINNING) },
})

// More than any report shows.
const BEGINNING = 100_000

function notItsAnswer({ status, body }: Received, { outcomes }: Face): string | null {
  if (outcomes.some((outcome) => outcome.status === status)) return null
  if ([502, 503, 504].includes(status) && parsedBody(body) === undefined) return `a gateway answered ${status}`
  if (status === 304) return 'the answer came from a cache (304)'
  if (status >= 300 && status < 400) return `it was redirected (${status})`
  return status === 429 ? 'it was limited (429), and no document mentions that' : null
}

/** The secret parts of a call: credentials, but not ids of users, which answers may show. */
function credentialsOf({ headers }: SeenExchange, { credentials }: Face): string[] {
  const names = new Set([...credentials.map((name) => name.toLowerCase()), 'authorization'])
  names.delete('x-user-id')
  return [...names].flatMap((name) => valuesOf(headers, name)).map((value) => value.replace(/^Bearer /i, ''))
}

/** What was sent, as a case has it: a body that is no JSON object is a text. */
function sentIn(
  { headers, body }: SeenExchange,
  { path }: CalledFace,
  url: URL,
): { readonly request: CaseRequest; readonly raw: CaseCall['raw'] } {
  const payload = parseJson(body ?? '')
  const query = Object.fromEntries(url.searchParams)
  const request = { path, query, headers: Object.fromEntries(headers) }
  return isObject(payload)
    ? { request: { ...request, body: payload }, raw: null }
    : { request: { ...request, body: null }, raw: body === null ? null : { text: body } }
}
