import type { Case } from '../../contract/model/case.ts'
import type { Refused } from '../model/result.ts'
import type { Target } from '../model/target.ts'
import { callsOf } from './plan.ts'

/** The roles whose credentials a case needs: its callers, and those whose user id (`$<role>.userId`) a request contains. */
export const rolesOf = (testCase: Case): readonly string[] => {
  const calls = callsOf(testCase)
  const named = JSON.stringify(calls.map(({ request }) => request)).matchAll(/"\$([\w-]+)\.userId"/g)
  return [...new Set([...calls.map(({ as }) => as), ...[...named].map(([, role = '']) => role)])]
}

/** The first role of a case without credentials, and why; null if all have some. */
export function missingRole(
  testCase: Case,
  { identities, missing }: Pick<Target, 'identities' | 'missing'>,
): Refused | null {
  const role = rolesOf(testCase).find((each) => !Object.hasOwn(identities, each))
  return role === undefined
    ? null
    : { kind: 'identity', reason: `${role}: ${missing[role] ?? 'it has no credentials here'}` }
}
