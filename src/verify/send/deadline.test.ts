import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { withinTime } from './deadline.ts'
import { waitAtMost } from './echo.ts'

describe('within its time', () => {
  const never = (): Promise<never> => new Promise(() => {})

  it('work is done, or ends by the time or by the signal, whatever it does itself', async () => {
    const { signal } = new AbortController()
    expect(await withinTime({ timeoutMs: 600_000, signal }, async () => 5)).toBe(5)
    await expect(withinTime({ timeoutMs: 1, signal }, never)).rejects.toMatchObject({ name: 'TimeoutError' })
    const stop = new AbortController()
    const ended: unknown[] = []
    const work = withinTime({ timeoutMs: 600_000, signal: stop.signal }, (own) => {
      own.addEventListener('abort', () => ended.push(own.reason))
      return never()
    })
    stop.abort('enough')
    await expect(work).rejects.toBe('enough')
    expect(ended).toEqual(['enough'])
    await expect(withinTime({ timeoutMs: 600_000, signal }, () => Promise.reject(new Error('own')))).rejects.toThrow(
      'own',
    )
  })

  it('work leaves no timer behind, however it ends', async () => {
    using time = standTimers()
    const { signal } = new AbortController()
    await withinTime({ timeoutMs: 600_000, signal }, async () => 5)
    await expect(withinTime({ timeoutMs: 600_000, signal }, () => Promise.reject(new Error('own')))).rejects.toThrow()
    expect([time.waiting(), getEventListeners(signal, 'abort')]).toEqual([0, []])
  })

  it('waiting ends with what is waited for, or without it', async () => {
    await waitAtMost(600_000, Promise.resolve())
    await waitAtMost(1, never())
  })
})
