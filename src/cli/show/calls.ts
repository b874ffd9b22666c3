import type { Face } from '../../contract/model/face.ts'
import type { Case } from '../../contract/model/case.ts'
import { faces } from '../../contract/compiled/faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import type { SnippetRequest } from '../../report/snippets/snippet.ts'
import { limitsOf } from '../../verify/plan/limit-needs.ts'
import { callsOf, faceOf } from '../../verify/plan/plan.ts'
import type { DocumentedCase } from '../find-case.ts'
import type { MockSeed } from '../options/mock-seed.ts'
import { openValues, shownRequests, variablesOf, type OpenValue } from './requests.ts'
import { mockArrangement, targetArrangement } from './arrangement.ts'
import type { TargetFile } from '../../targets/target-file.ts'

/** Where calls go, and under which contract. */
export interface Where {
  /** The mock; unused with a target. */
  readonly url: string
  /** The data of the mock. */
  readonly mock: MockSeed
  readonly edition: Edition
  readonly target: TargetFile | null
}

/** The calls of a case, ready to be written. */
export interface ShownCalls {
  readonly requests: readonly SnippetRequest[]
  readonly baseUrl: string
  /** Values that the snippet takes from variables. */
  readonly open: readonly OpenValue[]
  /** What a reader should know; kept apart from the snippet, so that it can be piped. */
  readonly remarks: readonly string[]
}

/** The calls of a case on a mock or a target. Throws a Fault for a caller without credentials. */
export async function shownCalls({ face, testCase }: DocumentedCase, where: Where): Promise<ShownCalls> {
  const { url, edition, target } = where
  const find = (operation: string): Face | undefined => faceOf(faces[edition], operation)
  const { arrangement, lacks } = target
    ? await targetArrangement(testCase, find, target)
    : mockArrangement(testCase, url, where.mock.seed)
  const limit = limitsOf(faces[edition], target?.target.limits ?? {}).get(face.operation)?.requests ?? 0
  const scope = target ? { scope: target.target.scope } : {}
  const requests = shownRequests(testCase, { arrangement, faceOf: find, limit, ...scope })
  const variables = variablesOf(requests)
  const open = openValues(testCase).filter(({ variable }) => variables.has(variable))
  return { requests, baseUrl: arrangement.baseUrl, open, remarks: remarksOf(testCase, { where, lacks, open }) }
}

/** What a reader of a case's snippet should know. */
export function remarksOf(
  testCase: Case,
  { where, lacks, open }: { readonly where: Where; readonly lacks: string | null; readonly open: readonly OpenValue[] },
): string[] {
  const { target, edition, mock } = where
  const count = callsOf(testCase).length
  return [
    ...(target || mock.remark === null ? [] : [mock.remark]),
    ...(target && lacks !== null ? open.map(({ variable }) => `${lacks}; or set ${variable}`) : []),
    ...(target || edition === (mock.edition ?? 'current')
      ? []
      : [`This needs a mock of that edition: greenroom serve --edition ${edition}`]),
    ...(count === 1 ? [] : [`The case is about call ${testCase.before.length + 1} of ${count}.`]),
  ]
}
