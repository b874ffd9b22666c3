/** State that follows from the lines of a log alone: all who apply the same lines have the same state. */
export interface Machine {
  /** Applies what another writer has appended. */
  readonly apply: (lines: readonly string[]) => void
  /** What was attempted since the last of these calls is in the log. */
  readonly confirm: () => void
  /** What was attempted is not in the log: takes it back. */
  readonly undo: () => void
  /** What `restore` can start from; null if it is not worth one. Called only when nothing attempted is open. */
  readonly snapshot: () => string | null
  /**
   * Forgets all, and starts from a snapshot; null: from before the first line. `isAgain` if the log could not be read to its end since
   * it was called last: nobody has decided on anything since.
   */
  readonly restore: (snapshot: string | null, isAgain?: boolean) => void
  /** The log no longer has what was read from it, such as after a failure of its server. `restore` follows. */
  readonly lost: (had: number, has: number) => void
}

/** Decides on the current state: attempts changes on the machine, and returns them as lines. Called again if another writer was first. */
export type AttemptLines = () => readonly string[]
