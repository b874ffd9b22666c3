import type { Case } from '../../contract/model/case.ts'
import { callsOf } from './plan.ts'
import type { Target } from '../model/target.ts'
import type { Refused } from '../model/result.ts'

/** The roles whose credentials a case takes: its callers, and those whose user id (`$<role>.userId`) a request names. */
export const rolesOf = (testCase: Case): readonly string[] => {
  const calls = callsOf(testCase)
  const named = JSON.stringify(calls.map(({ request }) => request)).matchAll(/"\$([\w-]+)\.userId"/g)
  return [...new Set([...calls.map(({ as }) => as), ...[...named].map(([, role = '']) => role)])]
}

/** Why a case cannot be played by whom it names; null: all of them have credentials. */
export function missingRole(
  testCase: Case,
  { identities, missing }: Pick<Target, 'identities' | 'missing'>,
): Refused | null {
  const role = rolesOf(testCase).find((each) => !Object.hasOwn(identities, each))
  return role === undefined
    ? null
    : { kind: 'identity', reason: `${role}: ${missing[role] ?? 'it has no credentials here'}` }
}
