/** The result of something that waits only if what it depends on does. */
export type MayWait<Result> = Result | Promise<Result>

/** Continues synchronously if the value is available: a promise per request costs measurable throughput. */
export const after = <Value, Result>(value: MayWait<Value>, then: (value: Value) => MayWait<Result>): MayWait<Result> =>
  value instanceof Promise ? value.then(then) : then(value)
