import { describe, expect, it } from 'vitest'
import { createEar } from './ear.ts'

/** A sleep that ends when it is told to, or when its signal aborts. */
function sleeping() {
  const slept: { readonly ms: number; readonly end: () => void; readonly signal: AbortSignal }[] = []
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      slept.push({ ms, end: resolve, signal })
      signal.addEventListener('abort', () => resolve())
    })
  return { slept, sleep }
}

describe('an ear', () => {
  it('waits until something is there, and looks only when something has come', async () => {
    const { slept, sleep } = sleeping()
    const ear = createEar(sleep, new AbortController().signal)
    let [looks, isThere] = [0, false]
    const heard = ear.until(() => {
      looks += 1
      return isThere
    }, 500)
    expect(looks).toBe(1)
    ear.wake()
    await Promise.resolve()
    await new Promise(setImmediate)
    expect(looks).toBe(2)
    isThere = true
    ear.wake()
    await heard
    expect(looks).toBe(3)
    // Its alarm is not left to go off.
    expect(slept.map(({ ms, signal }) => [ms, signal.aborted])).toEqual([[500, true]])
  })

  it('waits for nothing that is there already', async () => {
    const { sleep } = sleeping()
    await expect(createEar(sleep, new AbortController().signal).until(() => true, 500)).resolves.toBeUndefined()
  })

  it('gives up when the time is over', async () => {
    const { slept, sleep } = sleeping()
    const heard = createEar(sleep, new AbortController().signal).until(() => false, 500)
    slept[0]?.end()
    await expect(heard).resolves.toBeUndefined()
  })

  it('wakes all who wait', async () => {
    const ear = createEar(sleeping().sleep, new AbortController().signal)
    let isThere = false
    const both = [ear.until(() => isThere, 500), ear.until(() => isThere, 500)]
    isThere = true
    ear.wake()
    await expect(Promise.all(both)).resolves.toEqual([undefined, undefined])
  })

  it.each(['until', 'quiet'] as const)('ends with the run: %s', async (way) => {
    const [stop, reason] = [new AbortController(), new Error('interrupted')]
    const ear = createEar(sleeping().sleep, stop.signal)
    const waiting = way === 'until' ? ear.until(() => false, 500) : ear.quiet(500)
    stop.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })

  it('lets time pass', async () => {
    const { slept, sleep } = sleeping()
    const quiet = createEar(sleep, new AbortController().signal).quiet(250)
    slept[0]?.end()
    await quiet
    expect(slept.map(({ ms }) => ms)).toEqual([250])
  })
})
