import { toRanges, type MediaRange } from '../accept.ts'
import { PLAIN_HEADERS, undocumented, type Answer, type MockRequest } from '../answer.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import type { OverviewParts } from './to-overview.ts'
import { createOverviewText } from './text.ts'
import { prefixIn } from '../nowhere.ts'
import { problem } from '../problem.ts'

/** What the page shows for every world. */
export type OverviewPageParts = Pick<OverviewParts, 'edition' | 'faces' | 'socketFaces' | 'store'> & {
  /** Where the console is; known once its port is open. */
  readonly console: () => string | null
}

/** Answers a visit to the page of a world; `prefix` is the part of its paths that names the world. */
export type OverviewPage = (
  request: MockRequest,
  about: { readonly world: string; readonly seed: Seed; readonly prefix: string },
) => Answer

/** Answers `GET /` by `Accept`: HTML for browsers; JSON for clients that ask for JSON or accept anything. */
export function createOverviewPage(parts: OverviewPageParts): OverviewPage {
  const textOf = createOverviewText(parts)
  return ({ method, headers }, { world, seed, prefix }) => {
    if (method === 'OPTIONS')
      return {
        status: 204,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
        body: '',
        about: undocumented('answers GET, HEAD, OPTIONS'),
      }
    if (method !== 'GET' && method !== 'HEAD')
      return problem({
        status: 405,
        title: 'Method not allowed',
        detail: `/ answers GET and HEAD, not ${method.slice(0, 20)}.`,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
      })
    const baseUrl = `http://${headers['host'] ?? '127.0.0.1:4010'}${prefixIn(headers)}${prefix}`
    const isHtml = wantsHtml(headers['accept'] ?? '')
    return page(
      isHtml ? 'text/html; charset=utf-8' : 'application/json',
      textOf(isHtml, { world, seed, baseUrl, console: parts.console() }),
    )
  }
}

/** Whether `Accept` prefers HTML to JSON; on a tie, the type named first wins. */
const wantsHtml = (accept: string): boolean => {
  const ranges = toRanges(accept)
  const [html, json] = [rangeOf('text/html', ranges), rangeOf('application/json', ranges)]
  return html.weight === json.weight ? html.weight > 0 && html.at < json.at : html.weight > json.weight
}

const rangeOf = (type: string, ranges: readonly MediaRange[]): { readonly at: number; readonly weight: number } => {
  const at = ranges.findIndex(({ name }) => name === type)
  return { at, weight: ranges[at]?.weight ?? 0 }
}

const page = (type: string, body: string): Answer => ({
  status: 200,
  headers: ['Content-Type', type, 'Content-Security-Policy', POLICY, ...PLAIN_HEADERS, 'Vary', 'Accept'],
  body,
  about: undocumented('the overview page'),
})

const POLICY =
  "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
