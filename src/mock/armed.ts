import type { AnyFace } from '../contract/model/face.ts'
import type { Arm } from '../domain/state.ts'

/**
 * The arm that answers a call of a face, if any. Counted arms come first, oldest first, then the newest of the others. An
 * outcome that only another face of the operation has waits for a call of that face.
 */
export function armFor(arms: readonly Arm[], face: Pick<AnyFace, 'operation' | 'outcomes'>): Arm | undefined {
  if (arms.length === 0) return undefined
  const fitting = arms.filter(
    ({ operation, answer }) =>
      (operation === null || operation === face.operation) &&
      (answer.kind !== 'outcome' || face.outcomes.some(({ name }) => name === answer.outcome)),
  )
  return fitting.find(({ times }) => times !== null) ?? fitting.at(-1)
}

/** The arms that remain after one of them has answered a call. */
export const afterUse = (arms: readonly Arm[], used: Arm): readonly Arm[] =>
  used.times === null
    ? arms
    : arms.flatMap((arm) => (arm !== used ? [arm] : used.times === 1 ? [] : [{ ...arm, times: (arm.times ?? 1) - 1 }]))
