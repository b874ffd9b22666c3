import type { Make } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'
import type { Contents, Recipe } from './recipe.ts'

/** The outcome of a decision: a result for the caller, and rows to write. */
export interface Decision<Result> {
  readonly result: Result
  readonly writes: readonly Write[]
}

/** Decides on current values. Must be pure: a store may call it again after a concurrent write. */
export type Decide<Result> = (state: State, make: Make) => Decision<Result>

/** Holds the state of worlds. Every implementation passes `store.suite.ts`. */
export interface Store {
  /** Creates or resets a world: nothing of its old state remains. With `contents`, it continues from there. */
  begin(world: string, recipe: Recipe, contents?: Contents): void
  /**
   * The only way to write to a world. Writes nothing if `decide` throws. A synchronous store returns the result itself. Throws a
   * Fault for a world that does not exist.
   */
  change<Result>(world: string, decide: Decide<Result>): Result | Promise<Result>
  /** The state of a world beyond its seed; `begin` can create another world from it. */
  contents(world: string): Contents | Promise<Contents>
  /** Removes a world. */
  end(world: string): void
}
