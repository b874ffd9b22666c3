import type { IncomingMessage } from 'node:http'
import { adminAnswer, adminLimit, isAdminRoute, type Made } from './admin-api.ts'
import { createLimiter } from './limiter.ts'
import { parsedBody, parsedQuery } from './parsed.ts'
import { failure, tooMany, type Reply } from './reply.ts'
import type { Person, State } from './state.ts'

/** How the routes by which a server is set up differ from a fresh server's. */
export interface AdminOptions {
  /** By how much their windows are shorter than the real ones. */
  readonly shorten?: number
  readonly now?: () => number
  /** They fail from this call on. */
  readonly breaksAfter?: number
}

/** Undefined for a path that none of them has. */
export type AdminAnswer = (
  request: IncomingMessage,
  path: string,
  query: string,
  body: string,
  caller: Person | null,
) => Reply | undefined

/** The routes by which a server is set up, with their limits. */
export function createAdminAnswer(state: State, made: Made, options: AdminOptions): AdminAnswer {
  const { shorten = 1, now = Date.now, breaksAfter } = options
  const limiters = new Map<string, ReturnType<typeof createLimiter>>()
  let calls = 0
  return ({ method = 'GET', headers, socket }, path, query, body, caller) => {
    if (!path.startsWith('/api/v1/')) return undefined
    const route = path.slice('/api/v1/'.length)
    if (!isAdminRoute(method, route)) return undefined
    const parsed = method === 'POST' ? parsedBody(body, headers['content-type'] ?? '') : (parsedQuery(query) ?? {})
    const spend = limiters.get(route) ?? createLimiter(adminLimit(route), Math.ceil(60_000 / shorten))
    limiters.set(route, spend)
    const spent = spend(socket.remoteAddress ?? '', now())
    const isExempt = caller?.bypass === true && adminLimit(route) !== 5
    const reset = { 'X-RateLimit-Reset': String(now() + spent.msLeft) }
    if (!spent.allowed && !isExempt) return { ...tooMany(Math.ceil(spent.msLeft / 1000)), headers: reset }
    if (breaksAfter !== undefined && ++calls > breaksAfter) return failure('Internal server error')
    return adminAnswer({ method, path: route, input: { ...parsed }, caller }, state, made)
  }
}
