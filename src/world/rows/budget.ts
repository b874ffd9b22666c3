/** Bounds the bytes of a world's rows. */
export interface RowBudget {
  /** Whether nothing more may be added. */
  readonly isFull: boolean
  /** Reports by how many bytes rows have grown, and shrunk, at most. What they shrink by matters only while it is full. */
  readonly spend: (grown: number, shrunk: number) => void
  /** Reports that what was written last was taken back. */
  readonly refund: () => void
}

/** More than one call can add: its headers and its guest's name. */
export const MOST_OF_A_CALL: number = 32 * 1024

/** Of a small budget that is full, one of so many parts has to go. */
const PARTS = 64

/**
 * A budget of `max` bytes; `measure` returns how many there are. It measures only when there may be too many, since that takes as
 * long as there are rows, and a call must not. For the same reason, one that is full stays so until some of it has gone: else each
 * of a crowd that leaves would wait for it.
 */
export function createRowBudget(max: number, measure: () => number): RowBudget {
  // At least as much as there is; and at most what has gone since that was measured and found too much.
  let [most, gone] = [0, 0]
  const isOver = (): boolean => most + MOST_OF_A_CALL > max
  const remeasure = (): void => {
    if (!isOver()) return
    most = measure()
    gone = 0
  }
  return {
    get isFull() {
      return isOver()
    },
    spend(grown, shrunk) {
      const wasFull = isOver()
      most += grown
      gone += shrunk
      if (!wasFull || gone >= Math.min(MOST_OF_A_CALL, most / PARTS)) remeasure()
    },
    refund: remeasure,
  }
}
