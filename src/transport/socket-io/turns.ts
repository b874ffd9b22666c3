/** Does things one after another: each at once, or when those before it are done. What it does must not fail. */
export function createTurns(): (work: () => void | Promise<void>) => void {
  let last: Promise<void> | null = null
  return (work) => {
    const done = last ? last.then(work) : work()
    if (!(done instanceof Promise)) return
    const turn = done.then(() => {
      if (last === turn) last = null
    })
    last = turn
  }
}
