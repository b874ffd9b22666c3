/** Calls back after milliseconds, unless the returned function is called first. Keeps no process alive. */
export function startTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  if (typeof timer === 'object') timer.unref()
  return () => clearTimeout(timer)
}
