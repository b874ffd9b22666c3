/** The signals that ask a process to end, with their numbers: Ctrl-C, `kill`, and a terminal that was closed. */
export const ENDING_SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

type EndingSignal = keyof typeof ENDING_SIGNALS

/** Calls back at each signal to end, with the code that a process has that one of them ended, until what it answers is called. */
export function onEndingSignal(told: (code: number) => void): () => void {
  const listen = (signal: EndingSignal): (() => void) => {
    const listener = (): void => told(128 + ENDING_SIGNALS[signal])
    process.on(signal, listener)
    return () => void process.off(signal, listener)
  }
  const stops = [listen('SIGINT'), listen('SIGTERM'), listen('SIGHUP')]
  return () => {
    for (const stop of stops) stop()
  }
}
