/** Does one thing after the other, whoever asks for it; what fails keeps nothing else from being done. */
export function createQueue(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
}
