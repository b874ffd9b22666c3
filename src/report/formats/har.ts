import type { CaseResult, Evidence } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import { toPlainText } from '../text/plain.ts'
import type { Report } from '../report.ts'

/**
 * The calls over HTTP of all cases that did not hold, as HAR 1.2, for tools that replay or show it; redacted as in all reports. Held
 * cases keep no calls, and calls on sockets have no form there.
 */
export const toHar = (reports: readonly Report[]): string =>
  `${JSON.stringify({ log: { version: '1.2', creator: { name: 'greenroom verify', version: '1' }, entries: reports.flatMap(entriesOf) } }, plain, 2)}\n`

/** Removes active characters from texts; undefined values are omitted. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value)

const entriesOf = ({ results, run, startedAt }: Report): object[] =>
  results
    .filter(({ transport }) => transport === 'http')
    .flatMap((result) => result.exchanges.map((exchange) => ({ result, exchange })))
    // Runs keep no time of each call, but their order.
    .map(({ result, exchange }, index) => entryOf(exchange, result, { url: run.url, at: startedAt + index }))

interface Placed {
  readonly url: string
  readonly at: number
}

const entryOf = (exchange: Evidence, result: CaseResult, { url, at }: Placed): object => ({
  startedDateTime: new Date(at).toISOString(),
  time: exchange.answer?.ms ?? 0,
  request: requestOf(exchange, url),
  response: responseOf(exchange),
  cache: {},
  timings: { send: 0, wait: exchange.answer?.ms ?? 0, receive: 0 },
  comment: `${titleOf(result)} (${result.edition}): ${result.verdict}; expected ${exchange.expect}`,
})

const requestOf = ({ method, target, headers, body }: Evidence, url: string): object => ({
  method,
  url: `${url}${target}`,
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  queryString: [...new URLSearchParams(target.split(/\?(.*)/s)[1] ?? '')].map(([name, value]) => ({ name, value })),
  ...(body === null ? {} : { postData: { mimeType: typeIn(Object.entries(headers)), text: body } }),
  headersSize: -1,
  bodySize: -1,
})

function responseOf({ answer }: Evidence): object {
  const headers = answer?.headers ?? []
  const body = answer?.body ?? ''
  return {
    status: answer?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
    content: { size: new TextEncoder().encode(body).length, mimeType: typeIn(headers), text: body },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
  }
}

const typeIn = (headers: readonly (readonly [string, string])[]): string =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
