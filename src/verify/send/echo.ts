import type { Wire } from './wire.ts'

/** Waits for something, but no longer than so many milliseconds. */
export function waitAtMost(ms: number, something: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void something.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** A namespace that no server has: to ask for it has no consequences but a refusal. */
const NOWHERE = '/greenroom-verify-asks-for-nothing'

/** Whether a refusal comes within so many milliseconds; it comes after everything that was on its way when it was asked for. */
export async function echoed({ manager, asking }: Wire, ms: number): Promise<boolean> {
  // Each question has an answer of its own: that to an earlier one says nothing.
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
