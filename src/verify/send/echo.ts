import type { Wire } from './wire.ts'

/** Waits for a promise, but no longer than `ms`. */
export function waitAtMost(ms: number, something: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void something.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** A namespace that no server has: a request to enter it only yields a refusal. */
const NOWHERE = '/greenroom-verify-asks-for-nothing'

/** Whether the server answers within `ms`. The answer arrives after everything already on its way. */
export async function echoed({ manager, asking }: Wire, ms: number): Promise<boolean> {
  // Each question needs its own answer: that to an earlier one proves nothing.
  const nth = Array.from({ length: asking.size + 1 }, (_, each) => each).find((each) => !asking.has(each)) ?? 0
  asking.add(nth)
  const probe = manager.socket(`${NOWHERE}-${nth}`)
  const answer = new Promise<void>((resolve) => {
    probe.once('connect_error', () => resolve())
    probe.once('connect', () => resolve())
  })
  probe.connect()
  let hasAnswered = false
  await waitAtMost(
    ms,
    answer.then(() => (hasAnswered = true)),
  )
  probe.removeAllListeners()
  probe.disconnect()
  asking.delete(nth)
  return hasAnswered
}
