import type { Attempt } from '../play/played.ts'

/** Which operations a target answers, and which it only ever cuts off. */
export interface CutOperations {
  /** Notes how the last attempt at a case of an operation ended. */
  readonly note: (operation: string, attempt: Attempt) => void
  /** Whether calls of this operation are always cut off while others are answered: then that is the target's answer. */
  readonly isCut: (operation: string) => boolean
}

/** So many cases of an operation end in nothing but resets before that counts as its answer. */
const ENOUGH = 2

/** Nothing is known yet. */
export function createCutOperations(): CutOperations {
  const answered = new Set<string>()
  const resets = new Map<string, number>()
  return {
    note(operation, attempt) {
      if (attempt.kind === 'judged') answered.add(operation)
      if (attempt.kind === 'trouble' && attempt.trouble.kind === 'reset')
        resets.set(operation, (resets.get(operation) ?? 0) + 1)
    },
    isCut: (operation) => !answered.has(operation) && answered.size > 0 && (resets.get(operation) ?? 0) >= ENOUGH,
  }
}
