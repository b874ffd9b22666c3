import { afterEach, beforeEach, expect, it } from 'vitest'
import { unlessInterrupted } from './interruption.ts'
import { onEndingSignal } from './signals.ts'

const SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGSTKFLT',
  'SIGIO',
  'SIGPWR',
] as const

// Files share a worker. A listener that something else has left there, such as a dev server that could not start, may end the process.
let others: (() => void)[] = []
beforeEach(() => {
  others = SIGNALS.map((signal) => {
    const listeners = process.listeners(signal)
    process.removeAllListeners(signal)
    return () => listeners.forEach((listener) => process.on(signal, listener))
  })
})
afterEach(() => others.forEach((restore) => restore()))

// Emitted, not sent: a signal to this process would reach the test runner, too.
const emit = (signal: NodeJS.Signals): boolean => process.emit(signal)

it('each signal that ends a process is told by its exit code, until nobody listens', () => {
  const heard: number[] = []
  const stop = onEndingSignal((code) => heard.push(code))
  for (const signal of SIGNALS) emit(signal)
  expect(heard).toEqual([130, 143, 129, 131, 140, 142, 154, 152, 144, 157, 158])
  stop()
  expect(SIGNALS.map((signal) => process.listenerCount(signal))).toEqual(SIGNALS.map(() => 0))
})

it('work that is interrupted is told, and may clean up; what comes of it is passed on', async () => {
  const result = await unlessInterrupted(async (signal) => {
    expect(signal.aborted).toBe(false)
    emit('SIGTERM')
    return [signal.aborted, Object(signal.reason).name, Object(signal.reason).message]
  })
  expect([result, process.listenerCount('SIGTERM')]).toEqual([[true, 'AbortError', 'interrupted'], 0])
})

it('work that fails is no longer listened for', async () => {
  await expect(unlessInterrupted(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(process.listenerCount('SIGINT')).toBe(0)
})

it('a second interruption ends the process at once, whatever is still to be cleaned up', async () => {
  const exits: unknown[] = []
  // The test runner keeps the process from ending, by an error.
  const again = (): void => {
    try {
      emit('SIGTERM')
    } catch (error) {
      exits.push(error)
    }
  }
  await unlessInterrupted(async (signal) => {
    emit('SIGINT')
    expect([signal.aborted, exits]).toEqual([true, []])
    again()
  })
  expect(exits).toEqual([expect.objectContaining({ message: expect.stringMatching(/process\.exit .*\b130\b/) })])
})
