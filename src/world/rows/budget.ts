/** Bounds the bytes of a world's rows. */
export interface RowBudget {
  /** Whether nothing more may be added. */
  readonly isFull: boolean
  /** Reports a change in bytes: the most that rows can have grown by or, while it is full, the exact number, which may be negative. */
  readonly spend: (bytes: number) => void
  /** Reports that what was written last, for so many bytes, was taken back. */
  readonly refund: (bytes: number) => void
}

/** More than one call can add: its headers and its guest's name. */
export const MOST_OF_A_CALL: number = 32 * 1024

/**
 * A budget of `max` bytes; `measure` returns how many there are. It measures only when it seems to have become full, since that takes
 * as long as there are rows, and a call must not: nor one of a crowd that leaves a full world.
 */
export function createRowBudget(max: number, measure: () => number): RowBudget {
  // At least as much as there is; while it is full, exactly as much.
  let most = 0
  const isOver = (): boolean => most + MOST_OF_A_CALL > max
  return {
    get isFull() {
      return isOver()
    },
    spend(bytes) {
      const wasFull = isOver()
      most += bytes
      if (!wasFull && isOver()) most = measure()
    },
    refund(bytes) {
      most -= Math.min(0, bytes)
      if (isOver()) most = measure()
    },
  }
}
