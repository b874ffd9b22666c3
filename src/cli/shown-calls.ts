import type { Face } from '../contract/face.ts'
import { faces } from '../contract/compiled/faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import type { SnippetRequest } from '../report/snippets/snippet.ts'
import { limitsOf } from '../verify/limit-needs.ts'
import { faceOf } from '../verify/plan.ts'
import type { DocumentedCase } from './case-word.ts'
import { openValues, shownRequests, variablesOf, type OpenValue } from './shown-requests.ts'
import { stageOnMock, stageOnTarget } from './shown-stage.ts'
import type { TargetFile } from './target-file.ts'

/** Where calls go, and by which contract. */
export interface Where {
  /** The mock; not used with a target. */
  readonly url: string
  readonly edition: Edition
  readonly target: TargetFile | null
}

/** The calls of a case, ready to be written. */
export interface ShownCalls {
  readonly requests: readonly SnippetRequest[]
  readonly baseUrl: string
  /** Values that the snippet takes from variables. */
  readonly open: readonly OpenValue[]
  /** What a reader would stumble over; said apart from the snippet, so that it can be piped. */
  readonly remarks: readonly string[]
}

/** The calls of a case on a mock or a target. Throws a Fault for a caller without credentials there. */
export async function shownCalls(
  { face, found }: DocumentedCase,
  { url, edition, target }: Where,
): Promise<ShownCalls> {
  const find = (operation: string): Face | undefined => faceOf(faces[edition], operation)
  const { stage, lacks } = target ? await stageOnTarget(found, find, target) : stageOnMock(found, url)
  const limit = limitsOf(faces[edition], target?.target.limits ?? {}).get(face.operation)?.requests ?? 0
  const scope = target ? { scope: target.target.scope } : {}
  const requests = shownRequests(found, { stage, faceOf: find, limit, ...scope })
  const variables = variablesOf(requests)
  const open = openValues(found).filter(({ variable }) => variables.has(variable))
  const remarks = [
    ...(target && lacks !== null ? open.map(({ variable }) => `${lacks}; or set ${variable}`) : []),
    ...(target || edition === 'current'
      ? []
      : [`This takes a mock of that edition: greenroom serve --edition ${edition}`]),
    ...(requests.length === 1
      ? []
      : [`Call ${found.before.length + 1} of ${requests.length} is the one that it is about.`]),
  ]
  return { requests, baseUrl: stage.baseUrl, open, remarks }
}
