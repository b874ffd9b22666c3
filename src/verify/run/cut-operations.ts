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

/** A call that was judged as cut off is no answer. */
const isAnswered = ({ kind, calls }: Attempt): boolean =>
  kind === 'judged' && calls.some(({ answered }) => (answered?.received.status ?? 0) > 0)

/** Nothing is known yet. */
export function createCutOperations(): CutOperations {
  const answered = new Set<string>()
  /** Operation → how many of its cases were reset since it was reset first, and how many of others have been answered since. */
  const cut = new Map<string, { resets: number; others: number }>()
  return {
    note(operation, attempt) {
      if (isAnswered(attempt)) {
        answered.add(operation)
        for (const [each, since] of cut) if (each !== operation) since.others += 1
      }
      if (attempt.kind !== 'trouble' || attempt.trouble.kind !== 'reset') return
      const since = cut.get(operation) ?? { resets: 0, others: 0 }
      cut.set(operation, { ...since, resets: since.resets + 1 })
    },
    // A server that has died answers no other operation either.
    isCut(operation) {
      const { resets = 0, others = 0 } = cut.get(operation) ?? {}
      return !answered.has(operation) && resets >= ENOUGH && others > 0
    },
  }
}
