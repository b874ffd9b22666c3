import { describe, expect, it } from 'vitest'
import { createArrivals } from './arrivals.ts'

/** A sleep that ends on demand, or when its signal aborts. */
function sleeping() {
  const slept: { readonly ms: number; readonly end: () => void; readonly signal: AbortSignal }[] = []
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      slept.push({ ms, end: resolve, signal })
      signal.addEventListener('abort', () => resolve())
    })
  return { slept, sleep }
}

describe('arrivals', () => {
  it('waits until something is there, and looks only when something has come', async () => {
    const { slept, sleep } = sleeping()
    const arrivals = createArrivals(sleep, new AbortController().signal)
    let [looks, isThere] = [0, false]
    const arrived = arrivals.until(() => {
      looks += 1
      return isThere
    }, 500)
    expect(looks).toBe(1)
    arrivals.wake()
    await Promise.resolve()
    await new Promise(setImmediate)
    expect(looks).toBe(2)
    isThere = true
    arrivals.wake()
    await arrived
    expect(looks).toBe(3)
    // Its timer is cleared.
    expect(slept.map(({ ms, signal }) => [ms, signal.aborted])).toEqual([[500, true]])
  })

  it('waits for nothing that is there already', async () => {
    const { sleep } = sleeping()
    await expect(createArrivals(sleep, new AbortController().signal).until(() => true, 500)).resolves.toBeUndefined()
  })

  it('gives up when the time is over', async () => {
    const { slept, sleep } = sleeping()
    const arrived = createArrivals(sleep, new AbortController().signal).until(() => false, 500)
    slept[0]?.end()
    await expect(arrived).resolves.toBeUndefined()
  })

  it('wakes all who wait', async () => {
    const arrivals = createArrivals(sleeping().sleep, new AbortController().signal)
    let isThere = false
    const both = [arrivals.until(() => isThere, 500), arrivals.until(() => isThere, 500)]
    isThere = true
    arrivals.wake()
    await expect(Promise.all(both)).resolves.toEqual([undefined, undefined])
  })

  it.each(['until', 'quiet'] as const)('ends with the run: %s', async (way) => {
    const [stop, reason] = [new AbortController(), new Error('interrupted')]
    const arrivals = createArrivals(sleeping().sleep, stop.signal)
    const waiting = way === 'until' ? arrivals.until(() => false, 500) : arrivals.quiet(500)
    stop.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })

  it('does not even look once the run has ended', async () => {
    const reason = new Error('interrupted')
    const arrivals = createArrivals(sleeping().sleep, AbortSignal.abort(reason))
    let looks = 0
    await expect(arrivals.until(() => ++looks > 0, 500)).rejects.toBe(reason)
    expect(looks).toBe(0)
  })

  it('lets time pass', async () => {
    const { slept, sleep } = sleeping()
    const quiet = createArrivals(sleep, new AbortController().signal).quiet(250)
    slept[0]?.end()
    await quiet
    expect(slept.map(({ ms }) => ms)).toEqual([250])
  })
})
