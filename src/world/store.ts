import type { Make } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'

/** What a decision comes to: what to tell the caller, and what to write. */
export interface Decision<Result> {
  readonly result: Result
  readonly writes: readonly Write[]
}

/** Where worlds live. Every implementation passes `store.suite.ts`. */
export interface Store {
  /**
   * The only write. `decide` gets current values and must be pure, since it is asked again if somebody wrote meanwhile;
   * nothing is written if it throws. A store that needs no waiting answers at once.
   */
  change<Result>(world: string, decide: (state: State, make: Make) => Decision<Result>): Result | Promise<Result>
}
