import type { Attempt } from '../play/played.ts'

/** Which operations a target answers, and which it always resets. */
export interface CutOperations {
  /** Records that an operation was reset each time it was tried while the target answered another path. */
  readonly found: (operation: string) => void
  /** Records how the last attempt at a case of an operation ended. */
  readonly note: (operation: string, attempt: Attempt) => void
  /** Whether calls of this operation are always reset while others are answered: then that is the target's answer. */
  readonly isCut: (operation: string) => boolean
}

/** This many cases of an operation must end in nothing but resets before that counts as its answer. */
const ENOUGH = 2

/** A call that was judged as reset is not an answer. */
const isAnswered = ({ kind, calls }: Attempt): boolean =>
  kind === 'judged' && calls.some(({ answered }) => (answered?.received.status ?? 0) > 0)

/** No records yet. */
export function createCutOperations(): CutOperations {
  const answered = new Set<string>()
  /** Operation → how many of its cases were reset since its first reset, and how many of others were answered since. */
  const cut = new Map<string, { resets: number; others: number }>()
  const known = new Set<string>()
  return {
    found: (operation) => void known.add(operation),
    note(operation, attempt) {
      if (isAnswered(attempt)) {
        answered.add(operation)
        for (const [each, since] of cut) if (each !== operation) since.others += 1
      }
      if (attempt.kind !== 'trouble' || attempt.trouble.kind !== 'reset') return
      const since = cut.get(operation) ?? { resets: 0, others: 0 }
      cut.set(operation, { ...since, resets: since.resets + 1 })
    },
    // If a server has died, it answers no other operation either.
    isCut(operation) {
      const { resets = 0, others = 0 } = cut.get(operation) ?? {}
      return !answered.has(operation) && (known.has(operation) || (resets >= ENOUGH && others > 0))
    },
  }
}
