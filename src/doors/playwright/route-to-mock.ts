import type { Mock } from '../../in-process.ts'
import type { TestWorld } from '../../client/test-world.ts'
import { corsHeaders } from '../../transport/cors.ts'
import { toMockRequest, toResponse } from '../../transport/fetch.ts'
import { operationPaths, type ServedPath } from '../served-paths.ts'
import type { AskedByPage, PageRoute, RoutedContext } from './routed-context.ts'

/** A mock in this process, and the world whose state its pages share. */
export interface RoutedMock {
  readonly mock: Pick<Mock, 'answer' | 'limits' | 'edition'>
  readonly world: Pick<TestWorld, 'headers'>
  /** The path in front of every path; empty if there is none. */
  readonly prefix: string
}

/** Answers the calls of all pages of a context, byte for byte as a server would; calls that the contract doesn't have go on. */
export async function routeToMock(context: Pick<RoutedContext, 'route'>, routed: RoutedMock): Promise<void> {
  const paths = operationPaths(routed.mock.edition)
  const [served, visited] = [matcherOf(paths), matcherOf(paths.filter(({ isVisited }) => isVisited))]
  const isOurs = (url: URL): boolean =>
    routed.prefix === '' ? served(url) : url.pathname === routed.prefix || url.pathname.startsWith(`${routed.prefix}/`)
  // A page of the application may have the same path as a POST of the mock.
  const isItsPage = (request: AskedByPage): boolean =>
    routed.prefix === '' && isVisit(request) && !visited(new URL(request.url()))
  await context.route(isOurs, (route, request) =>
    isItsPage(request) ? route.fallback() : answer(route, request, routed),
  )
}

const isVisit = (request: AskedByPage): boolean => request.method() === 'GET' && request.isNavigationRequest()

function matcherOf(paths: readonly ServedPath[]): (url: URL) => boolean {
  const patterns = paths.map(({ pattern }) => new RegExp(pattern))
  return ({ pathname }) => patterns.some((pattern) => pattern.test(pathname))
}

async function answer(route: PageRoute, request: AskedByPage, { mock, world, prefix }: RoutedMock): Promise<void> {
  const [headers, body] = [await request.allHeaders(), request.postDataBuffer()]
  const sent = new Request(request.url(), {
    method: request.method(),
    // Names such as `:authority` are of HTTP/2, and of no request.
    headers: {
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
      ...world.headers,
    },
    body: body && new Uint8Array(body),
  })
  const answered = await mock.answer(await toMockRequest(sent, mock.limits, prefix))
  if (answered.isNowhere && prefix === '') return route.fallback()
  if (answered.breaks) return route.abort('connectionreset')
  const response = await toResponse(answered, request.method())
  // In place of the contract's own, which would say so twice.
  if (headers['origin'] !== undefined) response.headers.delete('access-control-allow-origin')
  await route.fulfill({
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), ...readable(headers['origin']) },
    body: Buffer.from(await response.arrayBuffer()),
  })
}

/** The headers with which a page of this origin may read an answer. */
export const readable = (origin: string | undefined): Record<string, string> =>
  origin === undefined ? {} : pairs(corsHeaders(origin))

const pairs = (flat: readonly string[]): Record<string, string> =>
  Object.fromEntries(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? '']] : [])))
