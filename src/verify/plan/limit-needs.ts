import type { Case, CaseCall } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import type { Limit, Need } from '../model/limit.ts'
import { callsOf, faceOf, outcomeOf, type Planned } from './plan.ts'
import { usesUp } from './subjects.ts'

/** The limits of a target: its own if specified, else the contract's. */
export function limitsOf(
  faces: readonly AnyFace[],
  own: Readonly<Record<string, Limit | null>>,
): ReadonlyMap<string, Limit> {
  return new Map(
    faces.flatMap(({ operation, rateLimit }) => {
      const limit = Object.hasOwn(own, operation) ? own[operation] : rateLimit
      return limit ? [[operation, { ...limit, outcome: rateLimit?.outcome ?? null }] as const] : []
    }),
  )
}

/** How many calls a case makes to each operation, and whether they must be the first in a window. */
export function needsOf({ testCase }: Planned, limits: ReadonlyMap<string, Limit>): ReadonlyMap<string, Need> {
  const fresh = isAboutLimit(testCase, limits)
  const needs = new Map<string, Need>()
  const add = (operation: string, calls: number): void => {
    const own = operation === testCase.operation && fresh
    needs.set(operation, { calls: (needs.get(operation)?.calls ?? 0) + calls, fresh: own })
  }
  // A call that should be rejected for its credentials counts, too: a target that wrongly accepts it would count it.
  for (const call of callsOf(testCase)) add(call.operation, call.atOnce?.calls ?? 1)
  if (usesUp(testCase)) add(testCase.operation, limits.get(testCase.operation)?.requests ?? 0)
  return needs
}

/** Whether a case is about the limit itself, so that no other call may share its window. */
export const isAboutLimit = (testCase: Case, limits: ReadonlyMap<string, Limit>): boolean =>
  limits.has(testCase.operation) &&
  (usesUp(testCase) ||
    callsOf(testCase).some(
      ({ expect, waitMs }) =>
        expect === limits.get(testCase.operation)?.outcome || (waitMs > 0 && isEnforced(testCase, limits)),
    ) ||
    callsOf(testCase).filter(isOf(testCase)).length > (limits.get(testCase.operation)?.requests ?? 0))

const isEnforced = ({ operation }: Case, limits: ReadonlyMap<string, Limit>): boolean =>
  limits.get(operation)?.outcome !== null

const isOf =
  ({ operation }: CaseCall) =>
  (call: CaseCall): boolean =>
    call.operation === operation

/** Whether a case is about an instant within a documented window. */
export const isWithinWindow = (testCase: Case, faces: readonly AnyFace[]): boolean =>
  callsOf(testCase).some(({ operation, waitMs }) => {
    const limit = faceOf(faces, operation)?.rateLimit
    return waitMs > 0 && limit != null && limit.outcome !== null && waitMs < limit.windowMs
  })

/** Whether a call counts against its limit: one rejected for its credentials does not. */
const spends = ({ operation, expect }: CaseCall, faces: readonly AnyFace[]): boolean => {
  const face = faceOf(faces, operation)
  return !face || outcomeOf(face, expect)?.status !== 401
}

/**
 * The shortest time that cases take under the limits, in milliseconds: the windows between them, with operations in parallel.
 * Excludes network time.
 */
export function leastTime(
  plan: readonly Planned[],
  faces: readonly AnyFace[],
  limits: ReadonlyMap<string, Limit>,
): number {
  const times = [...limits].map(([operation, { requests, windowMs }]) => {
    const own = plan.filter(({ testCase }) => callsOf(testCase).some((call) => call.operation === operation))
    const alone = own.filter(({ testCase }) => testCase.operation === operation && isAboutLimit(testCase, limits))
    const calls = own
      .filter((planned) => !alone.includes(planned))
      .flatMap(({ testCase }) =>
        callsOf(testCase).filter((call) => call.operation === operation && spends(call, faces)),
      )
    const windows =
      Math.ceil(calls.length / requests) + alone.reduce((sum, { testCase }) => sum + windowsOf(testCase), 0)
    return Math.max(0, windows - 1) * windowMs
  })
  return Math.max(0, ...times)
}

/** How many windows a case takes: one, plus one for each wait. */
const windowsOf = (testCase: Case): number => 1 + callsOf(testCase).filter(({ waitMs }) => waitMs > 0).length
