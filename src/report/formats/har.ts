import type { CaseResult, Evidence } from '../../verify/model/result.ts'
import { titleOf } from '../case-title.ts'
import type { Report } from '../report.ts'
import { toHarText, type HarCall } from './har-text.ts'

/**
 * The calls over HTTP of all cases that did not hold, as HAR; redacted as in all reports. Held cases keep no calls, and of calls on
 * sockets only the packets of one are known.
 */
export const toHar = (reports: readonly Report[]): string => toHarText('greenroom verify', reports.flatMap(callsOf))

const callsOf = ({ results, run, startedAt }: Report): HarCall[] =>
  results
    .filter(({ transport }) => transport === 'http')
    .flatMap((result) => result.exchanges.map((exchange) => ({ result, exchange })))
    // Runs keep no time of each call, but their order.
    .map(({ result, exchange }, index) => callOf(exchange, result, { url: run.url, at: startedAt + index }))

interface Placed {
  readonly url: string
  readonly at: number
}

const callOf = (exchange: Evidence, result: CaseResult, { url, at }: Placed): HarCall => ({
  at,
  ms: exchange.answer?.ms ?? 0,
  method: exchange.method,
  url: `${url}${exchange.target}`,
  headers: Object.entries(exchange.headers),
  body: exchange.body,
  answer: exchange.answer,
  comment: `${titleOf(result)} (${result.edition}): ${result.verdict}; expected ${exchange.expect}`,
  messages: null,
})
