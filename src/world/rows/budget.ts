/** Bounds the bytes of a world's rows. */
export interface RowBudget {
  /** Whether nothing more may be added. */
  readonly isFull: boolean
  /** Reports that rows have grown by this many bytes at most. */
  readonly spend: (bytes: number) => void
  /** Reports that rows were removed. */
  readonly refund: () => void
}

/** More than one call can add: its headers and its guest's name. */
export const MOST_OF_A_CALL: number = 32 * 1024

/**
 * A budget of `max` bytes; `measure` returns how many there are. It measures only when there may be too many, since that takes as
 * long as there are rows, and a call must not.
 */
export function createRowBudget(max: number, measure: () => number): RowBudget {
  // At least as much as there is.
  let most = 0
  const isOver = (): boolean => most + MOST_OF_A_CALL > max
  const remeasure = (): void => {
    if (isOver()) most = measure()
  }
  return {
    get isFull() {
      return isOver()
    },
    spend(bytes) {
      most += bytes
      remeasure()
    },
    refund: remeasure,
  }
}
