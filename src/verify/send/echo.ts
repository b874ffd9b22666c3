import type { Decoded } from './namespace.ts'
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

/**
 * Whether the server answers within `ms`, before the connection ends and the signal aborts. The answer arrives after everything
 * already on its way.
 */
export async function echoed({ manager, asking }: Wire, ms: number, signal?: AbortSignal): Promise<boolean> {
  if (manager.engine.readyState !== 'open') return false
  // Each question needs its own answer: that to an earlier one proves nothing.
  const nth = Array.from({ length: asking.size + 1 }, (_, each) => each).find((each) => !asking.has(each)) ?? 0
  asking.add(nth)
  const nsp = `${NOWHERE}-${nth}`
  const { promise, resolve } = Promise.withResolvers<void>()
  let hasAnswered = false
  const hear = (packet: Decoded): void => {
    if (packet.nsp !== nsp) return
    hasAnswered = true
    if (packet.type === CONNECT) manager._packet({ type: DISCONNECT, nsp })
    // A server that let us in would end the connection if it were asked again before it has noticed that we left.
    else asking.delete(nth)
    resolve()
  }
  manager.on('packet', hear)
  const giveUp = (): void => resolve()
  manager.on('close', giveUp)
  signal?.addEventListener('abort', giveUp)
  // A socket of the client would take most of the time of a run; the packet is all it would send.
  manager._packet({ type: CONNECT, nsp })
  await waitAtMost(ms, promise)
  manager.off('packet', hear)
  manager.off('close', giveUp)
  signal?.removeEventListener('abort', giveUp)
  return hasAnswered
}

const [CONNECT, DISCONNECT] = [0, 1]
