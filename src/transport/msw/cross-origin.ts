import { corsHeaders, isPreflight, preflight } from '../cors.ts'
import { toResponse } from '../fetch.ts'

/**
 * Answers so that any origin may read it, as the application's own is: jsdom, unlike a service worker, asks and checks that even of
 * answers that come from MSW.
 */
export async function toAnyOrigin<Answered extends Response | undefined>(
  { method, headers }: Request,
  answer: () => Promise<Answered>,
): Promise<Answered | Response> {
  const origin = headers.get('origin')
  if (origin === null) return answer()
  const named = Object.fromEntries(headers)
  const answered = await (isPreflight(method, named) ? toResponse(preflight(named), method) : answer())
  // Those of a broken connection can't be changed.
  if (answered && answered.type !== 'error') addHeaders(answered, corsHeaders(origin))
  return answered
}

/** In place of those that the contract may state. Only Vary is a list. */
function addHeaders({ headers }: Response, flat: readonly string[]): void {
  for (let at = 0; at < flat.length; at += 2) {
    const [name = '', value = ''] = [flat[at], flat[at + 1]]
    if (name === 'Vary') headers.append(name, value)
    else headers.set(name, value)
  }
}
