/** The signals that ask a process to end, with their numbers: Ctrl-C, `kill`, a closed terminal, and Ctrl-\\. */
export const ENDING_SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const

type EndingSignal = keyof typeof ENDING_SIGNALS

/** Calls back on each of these signals with its exit code, until the returned function is called. */
export function onEndingSignal(listener: (code: number) => void): () => void {
  const listen = (signal: EndingSignal): (() => void) => {
    const onSignal = (): void => listener(128 + ENDING_SIGNALS[signal])
    process.on(signal, onSignal)
    return () => void process.off(signal, onSignal)
  }
  const stops = [listen('SIGINT'), listen('SIGTERM'), listen('SIGHUP'), listen('SIGQUIT')]
  return () => {
    for (const stop of stops) stop()
  }
}
