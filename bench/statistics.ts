/** A summary of a series of measurements. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The median, which a busy moment doesn't affect, and the range. */
export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? NaN
  const last = sorted.length - 1
  return { median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2, min: at(0), max: at(last) }
}

/** One series divided by another, pair by pair: what slows down both doesn't affect the ratio. */
export const ratios = (above: readonly number[], below: readonly number[]): Summary =>
  summary(above.map((value, index) => value / (below[index] ?? NaN)))
