/** A lock for many concurrent readers or one writer. */
export interface Exclusive {
  readonly shared: <Result>(work: () => Promise<Result>) => Promise<Result>
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** An unlocked lock; first come, first served. */
export function createExclusive(): Exclusive {
  let writer: Promise<unknown> = Promise.resolve()
  let readers: Promise<unknown> = Promise.resolve()
  const settled = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      () => null,
    )
  return {
    shared(work) {
      const mine = writer.then(work)
      readers = Promise.all([readers, settled(mine)])
      return mine
    },
    alone(work) {
      const mine = Promise.all([writer, readers]).then(work)
      writer = settled(mine)
      readers = writer
      return mine
    },
  }
}
