import type { Mutant } from './mutant.ts'

/** Mutants of one operator, each with its name and change. */
export const of = (operator: string, list: readonly (readonly [name: string, change: Mutant['change']])[]): Mutant[] =>
  list.map(([name, change]) => ({ operator, name, change }))
