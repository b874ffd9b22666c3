import type { CaseCall } from '../contract/case.ts'
import type { Face } from '../contract/face.ts'
import type { BlockedKind } from './result.ts'
import type { Target } from './target.ts'

/**
 * A call within the scope of a target, so that no list ever asks for rooms that are not ours. Calls that are no lists stay as
 * they are; a list without a scope, or one that would step out of it, is not sent.
 */
export function scoped<Call extends CaseCall>(
  call: Call,
  face: Face,
  scope: Target['scope'],
): Call | { readonly why: BlockedKind; readonly reason: string } {
  if (!isList(face)) return call
  if (scope === null) return { why: 'safety', reason: 'lists are sent only within a scope: name one in the target file' }
  const own = call.request.query
  const outside = Object.keys(scope).find((name) => Object.hasOwn(own, name) && String(own[name]) !== String(scope[name]))
  if (outside !== undefined || call.raw?.query !== undefined)
    return { why: 'safety', reason: `the case asks for ${outside ?? 'a query of its own'}, beside the scope of the target` }
  return { ...call, request: { ...call.request, query: { ...scope, ...own } } }
}

/** Whether an operation answers what others have made: it reads, and is told by its query what to read. */
const isList = ({ method, mutates }: Face): boolean => method === 'GET' && !mutates
