import { factWords } from '../../contract/compiled/facts.ts'
import type { Case, Situation } from '../../contract/model/case.ts'
import { usesUp } from './limit-needs.ts'
import { callsOf } from './plan.ts'
import { expectsRefusal, isToMutate, type FaceOf } from './safety.ts'

/**
 * The situation that must exist on a foreign target for a case, without limits, which calls use up, without subjects
 * that a refusal never names, and without unknown ones, whose ids can be made up where a refusal is expected.
 */
export function situationNeeded(testCase: Case, faceOf: FaceOf): Situation {
  const isRefusal = expectsRefusal(testCase, faceOf)
  // The calls that use a limit up are those of a success, and name its subjects.
  const isToBeNamed = (subject: string): boolean => usesUp(testCase) || names(testCase, subject)
  return Object.fromEntries(
    subjectsOf(testCase.given).filter(([subject, facts]) => !isRefusal || (!isOfNobody(facts) && isToBeNamed(subject))),
  )
}

// Changes a room for everybody who comes later.
const WEARS_OUT = ['lockMeetingRoom', 'endMeetingRoom']

// Facts that a join ends.
const SEATS_LEFT = ['last-seat', 'two-seats']

/** Whether a case needs subjects that nobody has joined yet. */
export const needsFresh = (testCase: Case, faceOf: FaceOf): boolean =>
  callsOf(testCase).some((call) => isToMutate(call, faceOf)) &&
  (callsOf(testCase).some((call) => WEARS_OUT.includes(call.operation) && isToMutate(call, faceOf)) ||
    Object.values(testCase.given).some((facts) => SEATS_LEFT.some((fact) => facts.includes(fact))) ||
    callsOf(testCase).some(({ shows }) => Object.values(shows.room?.rises ?? {}).some((by) => by > 0)))

/** The subjects of a situation with their facts, without limits. */
export const subjectsOf = (given: Situation): readonly (readonly [string, readonly string[]])[] =>
  Object.entries(given).filter(([subject]) => subject !== 'limit')

/** Whether others may join the room of a case without changing what it is about. */
export const isJoinable = ({ given }: Case): boolean => given['meeting-room']?.length === 0

/** Whether the facts say that the subject does not exist. */
export const isOfNobody = (facts: readonly string[]): boolean => facts.includes('unknown')

/** The names of the values that a subject yields. */
export const yieldsOf = (subject: string): readonly string[] =>
  Object.entries(factWords).flatMap(([name, { yields }]) => (name === subject ? Object.keys(yields) : []))

/** Whether a call of the case uses a value of the subject, in its request or in its expected effects. */
export const names = (testCase: Case, subject: string): boolean =>
  callsOf(testCase).some(({ request, raw, shows }) => {
    const text = JSON.stringify([request, raw, shows])
    return yieldsOf(subject).some((value) => text.includes(`$${value}`))
  })
