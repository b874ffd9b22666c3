import type { Make } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'
import type { Contents, Recipe } from './recipe.ts'

/** What a decision comes to: what to tell the caller, and what to write. */
export interface Decision<Result> {
  readonly result: Result
  readonly writes: readonly Write[]
}

/** Decides on current values. Pure: it may be asked again if somebody wrote meanwhile. */
export type Decide<Result> = (state: State, make: Make) => Decision<Result>

/** Where worlds live. Every implementation passes `store.suite.ts`. */
export interface Store {
  /** Begins a world, or begins it anew: nothing stays of what it was. With `contents` it goes on from there. */
  begin(world: string, recipe: Recipe, contents?: Contents): void
  /**
   * The only write to a world. Nothing is written if `decide` throws. A store that needs no waiting answers at once. Throws a
   * Fault for a world that was not begun.
   */
  change<Result>(world: string, decide: Decide<Result>): Result | Promise<Result>
  /** All that a world holds beyond its seed, with which another can begin. */
  contents(world: string): Contents | Promise<Contents>
  /** Forgets a world. */
  end(world: string): void
}
