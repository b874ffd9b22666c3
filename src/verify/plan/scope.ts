import type { CaseCall } from '../../contract/model/case.ts'
import type { AnyFace, Face } from '../../contract/model/face.ts'
import type { Refused } from '../model/result.ts'
import type { Target } from '../model/target.ts'

/**
 * Restricts a call to the scope of a target, so that no list ever requests other people's rooms. Other calls are unchanged; a
 * list without a scope, or one that would leave it, is refused.
 */
export function scoped<Call extends CaseCall>(call: Call, face: AnyFace, scope: Target['scope']): Call | Refused {
  if (!isList(face)) return call
  if (scope === null)
    return { kind: 'safety', reason: 'lists are sent only within a scope: name one in the target file' }
  if (Object.keys(scope).length === 0) return call
  const own = call.request.query
  const outside = Object.keys(own).find((name) => isOutside(name, own[name], scope))
  if (outside !== undefined || call.raw?.query !== undefined)
    return {
      kind: 'safety',
      reason: `the case asks for ${outside ?? 'a query of its own'}, outside the scope of the target`,
    }
  return { ...call, request: { ...call.request, query: { ...scope, ...own } } }
}

/** Whether an operation lists what others have made: it reads, has a query, and its path names nothing. */
const isList = (face: AnyFace): boolean =>
  isOverHttp(face) && face.method === 'GET' && !face.mutates && !face.path.includes('{')

const isOverHttp = (face: AnyFace): face is Face => 'method' in face

/** Whether a parameter is in the scope, with another value, however it is written. */
const isOutside = (name: string, value: unknown, scope: NonNullable<Target['scope']>): boolean => {
  const bare = name.replace(/\[.*$/, '')
  return Object.hasOwn(scope, bare) && (bare !== name || String(value) !== String(scope[bare]))
}
