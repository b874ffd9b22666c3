/**
 * Work over many rows, in steps: each `next` reads some hundred rows, and the last returns the result, or null if it would take more
 * memory than a call may. It reads only immutable rows, so that other calls may write between two steps.
 */
export type Scan<Result> = Generator<undefined, Result | null, undefined>

/** How many rows a scan reads in a step: some milliseconds of generated rows. */
export const ROWS_PER_STEP = 200

/** Whether a result is still to be computed. */
export const isScan = <Result extends object>(value: Result | Scan<Result>): value is Scan<Result> =>
  Symbol.iterator in value
