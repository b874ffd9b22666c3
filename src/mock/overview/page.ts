import { PLAIN_HEADERS, toldOf, type Answer, type MockRequest } from '../answer.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import type { OverviewParts } from './overview.ts'
import { createOverviewText } from './text.ts'
import { problem } from '../problem.ts'

/** Answers `GET /`: HTML for browsers, JSON for who asks for JSON (or takes anything), by `Accept`. */
export function createOverviewPage(
  parts: Pick<OverviewParts, 'edition' | 'faces' | 'socketFaces'>,
): (request: MockRequest, about: { readonly world: string; readonly seed: Seed; readonly prefix: string }) => Answer {
  const textOf = createOverviewText(parts)
  return ({ method, headers }, { world, seed, prefix }) => {
    if (method === 'OPTIONS')
      return {
        status: 204,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
        body: '',
        told: toldOf('answers GET, HEAD, OPTIONS'),
      }
    if (method !== 'GET' && method !== 'HEAD')
      return problem({
        status: 405,
        title: 'Method not allowed',
        detail: `/ answers GET and HEAD, not ${method.slice(0, 20)}.`,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
      })
    const baseUrl = `http://${headers['host'] ?? '127.0.0.1:4010'}${prefix}`
    const isHtml = wantsHtml(headers['accept'] ?? '')
    return page(isHtml ? 'text/html; charset=utf-8' : 'application/json', textOf(isHtml, { world, seed, baseUrl }))
  }
}

/** Whether HTML is wanted more than JSON; where they are wanted alike, the one that is named first. */
const wantsHtml = (accept: string): boolean => {
  const wanted = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
  const weight = (type: string): number => {
    const range = wanted.find(([name]) => name === type)
    return range ? Number(range.find((part) => part.startsWith('q='))?.slice(2) ?? 1) : 0
  }
  const [html, json] = [weight('text/html'), weight('application/json')]
  if (html !== json) return html > json
  return (
    html > 0 &&
    wanted.findIndex(([name]) => name === 'text/html') < wanted.findIndex(([name]) => name === 'application/json')
  )
}

const page = (type: string, body: string): Answer => ({
  status: 200,
  headers: ['Content-Type', type, 'Content-Security-Policy', POLICY, ...PLAIN_HEADERS, 'Vary', 'Accept'],
  body,
  told: toldOf('what is served'),
})

const POLICY =
  "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
