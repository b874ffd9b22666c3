import type { Arm } from '../domain/state.ts'

/** The arm that answers a call of an operation; undefined: none does. Counted ones first, in order, then the latest of the others. */
export function armFor(arms: readonly Arm[], operation: string): Arm | undefined {
  if (arms.length === 0) return undefined
  const fitting = arms.filter((arm) => arm.operation === null || arm.operation === operation)
  return fitting.find(({ times }) => times !== null) ?? fitting.at(-1)
}

/** What is still armed after an arm has answered once. */
export const afterUse = (arms: readonly Arm[], used: Arm): readonly Arm[] =>
  used.times === null
    ? arms
    : arms.flatMap((arm) => (arm !== used ? [arm] : used.times === 1 ? [] : [{ ...arm, times: (arm.times ?? 1) - 1 }]))
