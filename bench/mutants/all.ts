import { callerMutants } from './callers.ts'
import { deliveryMutants } from './delivery.ts'
import { effectMutants } from './effects.ts'
import { listMutants } from './lists.ts'
import type { Mutant } from './mutant.ts'
import { outcomeMutants } from './outcomes.ts'
import { shapeMutants } from './shapes.ts'

/** Every mutant. */
export const mutants: readonly Mutant[] = [
  ...outcomeMutants,
  ...shapeMutants,
  ...deliveryMutants,
  ...callerMutants,
  ...effectMutants,
  ...listMutants,
]
