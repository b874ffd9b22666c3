import type { Case, CaseCall, Given } from '../../contract/model/case.ts'
import { callsOf } from './plan.ts'
import { expectsRefusal, isToMutate, type FaceOf } from './safety.ts'
import { isOfNobody, subjectsOf, usesUp, wearsOut, yieldsOf } from './subjects.ts'

/**
 * The situation that a case needs on a foreign target: without limits, which calls use up; without subjects that a refusal
 * never names; and without unknown ones, whose ids can be invented if a refusal is expected.
 */
export function situationNeeded(testCase: Case, faceOf: FaceOf): Given {
  const isRefusal = expectsRefusal(testCase, faceOf)
  // The calls that use up the limit are those of a success, and name its subjects.
  const isToBeNamed = (subject: string): boolean => usesUp(testCase) || names(testCase, subject)
  return Object.fromEntries(
    subjectsOf(testCase.given).filter(
      ([subject, facts]) => !isRefusal || (!isOfNobody(subject, facts) && isToBeNamed(subject)),
    ),
  )
}

/** Whether a case needs subjects that nobody has joined yet. */
export function needsFresh(testCase: Case, faceOf: FaceOf): boolean {
  const mutating = callsOf(testCase).filter((call) => isToMutate(call, faceOf))
  if (mutating.length === 0) return false
  return (
    wearsOut(testCase.given) || mutating.some(({ operation }) => faceOf(operation)?.wearsOut) || showsARise(testCase)
  )
}

const showsARise = (testCase: Case): boolean =>
  callsOf(testCase).some(({ shows }: CaseCall) => Object.values(shows.room?.rises ?? {}).some((by) => by > 0))

/** Whether a call of the case uses a value of the subject, in its request or in its expected effects. */
export const names = (testCase: Case, subject: string): boolean =>
  callsOf(testCase).some(({ request, raw, shows }) => {
    const text = JSON.stringify([request, raw, shows])
    return yieldsOf(subject).some((value) => text.includes(`$${value}`))
  })
