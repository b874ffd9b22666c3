/** Between two showings of new calls: the first shows at once, and a busy mock leaves the page time for other things. */
const PAUSE_MS = 100

/** Calls back at the next frame, but not again too soon. Hidden pages have no frames. */
export function calmly(): (flush: () => void) => void {
  let last = -Infinity
  return (flush) => {
    const now = (): void => {
      last = performance.now()
      flush()
    }
    const show = (): void => void (document.hidden ? now() : requestAnimationFrame(now))
    setTimeout(show, Math.max(0, last + PAUSE_MS - performance.now()))
  }
}
