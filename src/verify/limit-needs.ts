import type { Case, CaseCall } from '../contract/case.ts'
import type { Face } from '../contract/face.ts'
import type { Limit, Need } from './pace.ts'
import { callsOf, faceOf, outcomeOf, type Planned } from './plan.ts'

/** The limits that hold on a target: its own where it has said so, else the contract's. */
export function limitsOf(
  faces: readonly Face[],
  own: Readonly<Record<string, Limit | null>>,
): ReadonlyMap<string, Limit> {
  return new Map(
    faces.flatMap(({ operation, rateLimit }) => {
      const limit = Object.hasOwn(own, operation) ? own[operation] : rateLimit
      return limit ? [[operation, limit] as const] : []
    }),
  )
}

/** What a case needs of the limits: how many calls to each operation, and whether they must open a window. */
export function needsOf(
  { found }: Planned,
  faces: readonly Face[],
  limits: ReadonlyMap<string, Limit>,
): ReadonlyMap<string, Need> {
  const fresh = isAboutLimit(found, limits)
  const needs = new Map<string, Need>()
  const add = (operation: string, calls: number): void => {
    const own = operation === found.operation && fresh
    needs.set(operation, { calls: (needs.get(operation)?.calls ?? 0) + calls, fresh: own })
  }
  for (const call of callsOf(found)) add(call.operation, Number(spends(call, faces)))
  if (usesUp(found)) add(found.operation, limits.get(found.operation)?.requests ?? 0)
  return needs
}

/** Whether the limit of the operation must be used up first. */
export const usesUp = ({ given }: Case): boolean => given['limit']?.includes('used-up') ?? false

/** Whether a case is about the limit itself, so that no other call may be counted with it. */
export const isAboutLimit = (found: Case, limits: ReadonlyMap<string, Limit>): boolean =>
  limits.has(found.operation) &&
  (usesUp(found) || callsOf(found).some(({ expect, waitMs }) => expect === 'rate-limited' || waitMs > 0))

/** Whether a call spends one of its limit: what is refused for its credentials does not. */
const spends = ({ operation, expect }: CaseCall, faces: readonly Face[]): boolean => {
  const face = faceOf(faces, operation)
  return !face || outcomeOf(face, expect)?.status !== 401
}

/**
 * The least time that cases take under the limits, in milliseconds: windows that have to pass between them, operations side by
 * side. What goes over the network is not counted.
 */
export function leastTime(
  plan: readonly Planned[],
  faces: readonly Face[],
  limits: ReadonlyMap<string, Limit>,
): number {
  const times = [...limits].map(([operation, { requests, windowMs }]) => {
    const needs = plan.map((planned) => ({ planned, need: needsOf(planned, faces, limits).get(operation) }))
    const calls = needs.reduce((sum, { need }) => sum + (need && !need.fresh ? need.calls : 0), 0)
    const alone = needs.filter(({ need }) => need?.fresh)
    const waits = alone.reduce((sum, { planned }) => sum + waitsOf(planned), 0)
    return Math.max(0, Math.ceil(calls / requests) + alone.length - 1) * windowMs + waits
  })
  return Math.max(0, ...times)
}

const waitsOf = ({ found }: Planned): number => callsOf(found).reduce((sum, { waitMs }) => sum + waitMs, 0)
