import type { Case, Situation } from '../contract/case.ts'
import { factWords } from '../contract/compiled/facts.ts'
import type { NotArranged } from './arranger.ts'
import { callsOf } from './plan.ts'
import { expectsRefusal, type FaceOf } from './safety.ts'
import type { Target } from './target.ts'

/**
 * What somebody must have put on a foreign target for a case: its situation but for limits, which calls use up, for subjects
 * that a refusal never names, and for what nobody has, which can be made up where a refusal is expected.
 */
export function situationNeeded(found: Case, faceOf: FaceOf): Situation {
  const isRefusal = expectsRefusal(found, faceOf)
  const isToBeNamed = (subject: string): boolean => usesUp(found) || names(found, subject)
  return Object.fromEntries(
    subjectsOf(found.given).filter(([subject, facts]) => !isRefusal || (!isOfNobody(facts) && isToBeNamed(subject))),
  )
}

// The calls that use a limit up are those of a success, and name its subjects.
const usesUp = ({ given }: Case): boolean => (given['limit'] ?? []).includes('used-up')

/** The subjects of a situation with their facts, but for limits. */
export const subjectsOf = (given: Situation): readonly (readonly [string, readonly string[]])[] =>
  Object.entries(given).filter(([subject]) => subject !== 'limit')

/** Whether the facts say that nobody has such a thing. */
export const isOfNobody = (facts: readonly string[]): boolean => facts.includes('unknown')

/** The names of the values that a subject yields. */
export const yieldsOf = (subject: string): readonly string[] =>
  Object.entries(factWords).flatMap(([name, { yields }]) => (name === subject ? Object.keys(yields) : []))

/** Whether a call of the case names a value of the subject, in its request or in what it must show. */
export const names = (found: Case, subject: string): boolean =>
  callsOf(found).some(({ request, raw, shows }) => {
    const text = JSON.stringify([request, raw, shows])
    return yieldsOf(subject).some((value) => text.includes(`$${value}`))
  })

/** The roles whose credentials a case takes: its callers, and those whose user id (`$<role>.userId`) a request names. */
export const rolesOf = (found: Case): readonly string[] => {
  const calls = callsOf(found)
  const named = JSON.stringify(calls.map(({ request }) => request)).matchAll(/"\$([\w-]+)\.userId"/g)
  return [...new Set([...calls.map(({ as }) => as), ...[...named].map(([, role = '']) => role)])]
}

/** Why a case cannot be played by whom it names; null: all of them have credentials. */
export function missingRole(
  found: Case,
  { identities, missing }: Pick<Target, 'identities' | 'missing'>,
): NotArranged | null {
  const role = rolesOf(found).find((each) => !Object.hasOwn(identities, each))
  return role === undefined
    ? null
    : { kind: 'identity', reason: `${role}: ${missing[role] ?? 'it has no credentials here'}` }
}
