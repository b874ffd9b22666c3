import type { Answer, MockRequest } from './answer.ts'
import { overviewHtml } from './overview-html.ts'
import { toOverview, type OverviewParts } from './overview.ts'
import { problem } from './problem.ts'

/** Answers `GET /`: HTML for browsers, JSON for who asks for JSON (or takes anything), by `Accept`. */
export function createOverviewPage(parts: Omit<OverviewParts, 'baseUrl'>): (request: MockRequest) => Answer {
  return ({ method, headers }) => {
    if (method !== 'GET' && method !== 'HEAD')
      return problem({
        status: 405,
        title: 'Method not allowed',
        detail: `/ answers GET and HEAD, not ${method.slice(0, 20)}.`,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
      })
    const overview = toOverview({ ...parts, baseUrl: `http://${headers['host'] ?? '127.0.0.1:4010'}` })
    return wantsHtml(headers['accept'] ?? '')
      ? page('text/html; charset=utf-8', overviewHtml(overview))
      : page('application/json', `${JSON.stringify(overview, null, 2)}\n`)
  }
}

/** Whether HTML stands in the list of what is accepted, and not after JSON. */
const wantsHtml = (accept: string): boolean => {
  const html = accept.indexOf('text/html')
  const json = accept.indexOf('application/json')
  return html >= 0 && (json < 0 || html < json)
}

const page = (type: string, body: string): Answer => ({
  status: 200,
  headers: [
    'Content-Type',
    type,
    'Content-Security-Policy',
    POLICY,
    'X-Content-Type-Options',
    'nosniff',
    'Cache-Control',
    'no-store',
    'Vary',
    'Accept',
  ],
  body,
  told: { outcome: null, operation: null, cause: 'what is served' },
})

const POLICY =
  "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
