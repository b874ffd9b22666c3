/**
 * The signals that ask a process to end, or would end it, with their numbers on Linux: Ctrl-C, `kill`, a closed terminal, Ctrl-\\,
 * restarts of nodemon, timers, limits of CPU time, power failure. Left out are those that Node ignores (`SIGPIPE`, `SIGXFSZ`) or takes
 * itself (`SIGUSR1`, and `SIGPROF` in profiles), and those of a crash, after which nothing can be relied on.
 */
const ENDING_SIGNALS = {
  SIGINT: 2,
  SIGTERM: 15,
  SIGHUP: 1,
  SIGQUIT: 3,
  SIGUSR2: 12,
  SIGALRM: 14,
  SIGVTALRM: 26,
  SIGXCPU: 24,
  SIGSTKFLT: 16,
  SIGIO: 29,
  SIGPWR: 30,
} as const

type EndingSignal = keyof typeof ENDING_SIGNALS

const isEnding = (name: string): name is EndingSignal => Object.hasOwn(ENDING_SIGNALS, name)

/** Calls back on each of these signals with its exit code, until the returned function is called. Systems lack some of them. */
export function onEndingSignal(listener: (code: number) => void): () => void {
  const listen = (signal: EndingSignal): (() => void) => {
    const onSignal = (): void => listener(128 + ENDING_SIGNALS[signal])
    process.on(signal, onSignal)
    return () => void process.off(signal, onSignal)
  }
  const stops = Object.keys(ENDING_SIGNALS).filter(isEnding).map(listen)
  return () => {
    for (const stop of stops) stop()
  }
}
