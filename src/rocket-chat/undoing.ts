import { Fault } from '../fault.ts'

/** What was made, to be removed in reverse. */
export interface Undoing {
  /** `what` names it for people, if it can't be removed. */
  readonly add: (what: string, remove: () => Promise<unknown>) => void
  /** Removes all, whatever fails. Throws a Fault with what remains. */
  readonly undo: () => Promise<void>
}

/** Nothing was made yet. */
export function createUndoing(): Undoing {
  const made: { readonly what: string; readonly remove: () => Promise<unknown> }[] = []
  return {
    add: (what, remove) => void made.push({ what, remove }),
    async undo() {
      const left: string[] = []
      for (let last = made.pop(); last; last = made.pop())
        try {
          await last.remove()
        } catch (error) {
          left.push(`${last.what} (${error instanceof Error ? error.message : String(error)})`)
        }
      if (left.length > 0)
        throw new Fault(`left behind: ${left.join('; ')}`, 'greenroom target clean <file> removes it.')
    },
  }
}
