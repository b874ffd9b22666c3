/** Does something after milliseconds, and keeps no process alive for it. Returns a function that cancels. */
export function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  // In a page, a timer is a number and keeps nothing alive.
  if (typeof timer === 'object') timer.unref()
  return () => clearTimeout(timer)
}
